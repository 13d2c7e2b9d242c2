import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { App } from '../../app-state';
import type { RoomState } from '../../rooms/room';
import './check.css';

/** One step of a few, under a heading that takes the focus when its step comes, so that it is read out. */
export function Step({ title, children }: { title: string; children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const isFirst = useRef(true);
  useLayoutEffect(() => {
    if (!isFirst.current) heading.current?.focus();
    isFirst.current = false;
  }, [title]);
  return (
    <div class="check-step">
      <h3 ref={heading} tabIndex={-1}>
        {title}
      </h3>
      {children}
    </div>
  );
}

/** Goes on; it is the primary button once its step is well. */
export function Next({ label, ready, onNext }: { label: string; ready: boolean; onNext: () => void }) {
  return (
    <button type="button" class={ready ? 'primary' : ''} onClick={onNext}>
      {label}
    </button>
  );
}

/** What each step of mending needs; `next` is its way on, primary when all is well there. */
export interface MendNeeds {
  app: App;
  room: RoomState;
  next(isWell: boolean): ComponentChildren;
}
