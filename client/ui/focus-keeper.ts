/** Never the exit: a key pressed in passing must not lead away. */
const focusable = 'a[href]:not(.exit), button, input, textarea, select, summary, [tabindex]';

/**
 * Keeps the focus where the person is: when the focused thing goes away (a form closes, someone leaves),
 * the browser drops the focus to the whole page; it is taken to the nearest thing still there instead.
 */
export function keepFocus(root: Element) {
  /** The last focused element and all that it stood in, innermost first. */
  let trail: Element[] = [];

  root.addEventListener('focusin', ({ target }) => {
    trail = [];
    for (let at = target as Element | null; at && at !== root; at = at.parentElement) trail.push(at);
  });

  function mend() {
    const [last] = trail;
    const at = document.activeElement;
    if (!last || isShown(last) || (at !== last && at !== document.body)) return;
    const near = trail.find((place) => isShown(place) && nearest(place)) ?? root;
    (nearest(near) ?? firstHeading(root))?.focus({ preventScroll: true });
  }
  // A phone that is turned, or a page that is enlarged, may have no room for the place one was in.
  addEventListener('resize', mend);
  new MutationObserver(mend).observe(root, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['hidden', 'data-view'],
  });
}

/** The heading of the screen that is shown. */
export function firstHeading(root: Element): HTMLElement | undefined {
  return [...root.querySelectorAll<HTMLElement>('main h1')].find(isShown);
}

/** The place itself where it can be focused, or the first thing in it that can. */
const nearest = (place: Element) =>
  [place as HTMLElement, ...place.querySelectorAll<HTMLElement>(focusable)].find(
    (one) => one.matches(focusable) && isShown(one),
  );

const isShown = (element: Element) => element.isConnected && element.getClientRects().length > 0;
