import type { ReadonlySignal, Signal } from '@preact/signals';
import type { House } from '../shared/house';
import type { Me } from '../shared/people';
import type { Link } from './link';
import type { RoomState } from './rooms/room';
import type { Route } from './route';
import type { Language, Words } from './words/words';

/** Everything a screen needs, made once a page (and once a drawing on the server). */
export interface App {
  readonly link: Link;
  readonly language: ReadonlySignal<Language>;
  readonly words: ReadonlySignal<Words>;
  readonly house: ReadonlySignal<House>;
  readonly me: Signal<Me | undefined>;
  /** The session's handshake token: for both sockets, never for a URL. */
  token(): string | undefined;
  readonly route: Signal<Route>;
  /** Shows another screen of ours, as a click on a link to it would. */
  go(path: string): void;
  /** The room this page is in, or is coming into. */
  readonly room: Signal<RoomState | undefined>;
  /** Says it to screen readers. `assertive` is for what happened to this person. */
  announce(text: string, urgency?: 'polite' | 'assertive'): void;
  /** Quick exit: release everything now, without waiting for anything. */
  onExit(run: () => void): () => void;
  exitFast(): void;
}
