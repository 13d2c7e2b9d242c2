/**
 * What a person did on the page that the server drew, before the script had come: on a weak line that is
 * seconds. Read it before hydration, which empties the fields; what it gives does it now. (The script in
 * <head> holds back what was sent early, and marks its form.)
 */
export function takeUpEarly(root: HTMLElement): () => void {
  const typed = [...root.querySelectorAll('input')]
    .filter((field) => field.value !== field.defaultValue)
    .map((field) => ({ field, value: field.value }));

  return () => {
    document.documentElement.dataset.awake = '';
    for (const { field, value } of typed) {
      field.value = value;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }
    const form = root.querySelector<HTMLFormElement>('form[aria-busy]');
    form?.removeAttribute('aria-busy');
    form?.requestSubmit();
  };
}
