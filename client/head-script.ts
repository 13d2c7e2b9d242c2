/**
 * Runs in <head> before anything is painted, as the page's only inline script (the server allows it by its
 * hash). It gives the page its colours, keeps someone who left in a hurry from being shown the page again by
 * the Back button, and holds back a form that is sent before the client is there (`early.ts` sends it then). Who
 * reloads a room is marked as returning, so that the entry card does not flash up.
 */
export const headScript = `(function(d,w){
try{var t=localStorage.getItem('theme');if(t==='light'||t==='dark')d.documentElement.dataset.theme=t}catch(e){}
function gone(){try{return sessionStorage.getItem('gone')}catch(e){}}
function hide(){d.documentElement.style.display='none';w.location.replace('about:blank')}
var n=w.performance&&performance.getEntriesByType&&performance.getEntriesByType('navigation')[0];
if(gone()){if(n&&n.type==='back_forward')hide();else try{sessionStorage.removeItem('gone')}catch(e){}}
try{if(sessionStorage.getItem('inside')&&!w.location.pathname.indexOf('/r/'))d.documentElement.dataset.returning=''}catch(e){}
w.addEventListener('pageshow',function(e){if(e.persisted&&gone())hide()});
d.addEventListener('submit',function(e){
if(!('awake' in d.documentElement.dataset)){e.preventDefault();e.target.setAttribute('aria-busy','true')}},true);
})(document,window)`;
