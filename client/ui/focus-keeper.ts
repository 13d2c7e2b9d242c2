const focusable = 'a[href], button, input, textarea, select, summary, [tabindex]';

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

  const watch = new MutationObserver(() => {
    const [last] = trail;
    if (!last || document.activeElement !== document.body || isShown(last)) return;
    const near = trail.find((place) => isShown(place) && nearest(place)) ?? root;
    (nearest(near) ?? firstHeading(root))?.focus();
  });
  watch.observe(root, {
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

const nearest = (place: Element) => [...place.querySelectorAll<HTMLElement>(focusable)].find(isShown);

const isShown = (element: Element) => element.isConnected && element.getClientRects().length > 0;
