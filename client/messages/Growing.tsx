import type { Signal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

/** A text field as tall as its words. Enter is for `onEnter`; with Shift it begins a new line. */
export function Growing({
  label,
  hintId,
  text,
  placeholder,
  maxLength,
  onEnter,
  onEscape,
  onWrite,
}: {
  label: string;
  hintId?: string;
  text: Signal<string>;
  placeholder?: string;
  maxLength?: number;
  onEnter: () => void;
  onEscape?: () => void;
  /** Instead of only setting `text`. */
  onWrite?: (text: string) => void;
}) {
  const area = useRef<HTMLTextAreaElement>(null);
  const written = text.value;
  function grow() {
    const shown = area.current;
    if (!shown) return;
    shown.style.height = 'auto';
    shown.style.height = `${shown.scrollHeight + shown.offsetHeight - shown.clientHeight}px`;
  }
  useLayoutEffect(grow, [written]);
  // A phone that is turned breaks the lines elsewhere.
  useEffect(() => {
    addEventListener('resize', grow);
    return () => removeEventListener('resize', grow);
  }, []);

  function press(event: KeyboardEvent) {
    if (event.key === 'Escape' && !event.isComposing) onEscape?.();
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    onEnter();
  }
  return (
    <textarea
      ref={area}
      rows={1}
      aria-label={label}
      aria-describedby={hintId}
      placeholder={placeholder}
      maxLength={maxLength}
      value={written}
      onKeyDown={press}
      onInput={({ currentTarget: { value } }) => {
        if (onWrite) onWrite(value);
        else text.value = value;
      }}
    />
  );
}
