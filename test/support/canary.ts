import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openPage } from './browser';

/**
 * A page that notes whatever runs, or becomes an element, out of text. Its content security policy is off, so
 * that this shows what the house itself makes of text: the policy is a second wall, and has its own test.
 */
export async function openBarePage(browser: Browser, origin: string, options: BrowserContextOptions = {}) {
  const opened = await openPage(browser, origin, { ...options, bypassCSP: true });
  await opened.page.addInitScript(watch);
  return {
    ...opened,
    /** What ran since the page was loaded; empty, one hopes. */
    async ran(): Promise<string[]> {
      const here = await opened.page.evaluate(() => (window as unknown as { ran: string[] }).ran);
      return [...new Set([...here, ...opened.elsewhere])].slice(0, 20);
    },
  };
}

/** How many of these texts stand in what is shown there, to the letter but for what turns the direction unseen. */
export function shown(page: Page, selector: string, texts: string[]): Promise<number> {
  return page.evaluate(
    ([place, wanted]) => {
      const inAll = [...document.querySelectorAll(place)].map((element) =>
        element instanceof HTMLTextAreaElement ? element.value : element.textContent,
      );
      const turners = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g;
      const whole = inAll.join('\n').replace(turners, '');
      return wanted.filter((text) => whole.includes(text.replace(turners, '').trim())).length;
    },
    [selector, texts] as const,
  );
}

/** Runs in the page, before anything else does. */
function watch() {
  const ran: string[] = [];
  Object.assign(window, { ran });
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
    Object.assign(window, { [name]: () => void ran.push(name) });

  const ours =
    'html head meta title link body div main header footer nav section article form fieldset legend label input ' +
    'textarea select option button a p span strong em ul ol li h1 h2 h3 h4 blockquote br time noscript dialog ' +
    'details summary svg defs radialGradient stop circle g path bdi hr';
  const known = new Set(ours.split(' '));
  const leads = /^(https?|mailto|tel|sms|about|blob):$/;

  function look(element: Element) {
    const { localName } = element;
    const isOurScript =
      localName === 'script' &&
      (element.id === 'start' || /^$|^\/assets\//.test(element.getAttribute('src') ?? ''));
    // ProseMirror keeps a place for the caret with it.
    const isSeparator = localName === 'img' && element.className === 'ProseMirror-separator';
    // In a copy to take away.
    const isOurStyle = localName === 'style' && element.parentElement === document.head;
    if (!known.has(localName) && !isOurScript && !isOurStyle && !isSeparator)
      ran.push(`an element: ${element.outerHTML.slice(0, 200)}`);
    for (const { name, value } of element.attributes)
      if (/^on|^(srcdoc|srcset|formaction|ping|poster|background|is)$/.test(name))
        ran.push(`an attribute: ${name}="${value}"`);
    if (element instanceof HTMLAnchorElement && element.href && !leads.test(element.protocol))
      ran.push(`a link: ${element.getAttribute('href')}`);
  }

  new MutationObserver((records) => {
    for (const { addedNodes, target } of records) {
      if (target instanceof Element) look(target);
      for (const node of addedNodes)
        if (node instanceof Element)
          for (const element of [node, ...node.querySelectorAll('*')]) look(element);
    }
    if ('polluted' in {} || Object.keys(Object.prototype).length > 0) ran.push('a prototype was written to');
  }).observe(document, { subtree: true, childList: true, attributes: true });
}
