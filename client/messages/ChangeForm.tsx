import { useSignal } from '@preact/signals';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { limits } from '../../shared/limits';
import type { Message } from '../../shared/messages';
import type { App } from '../app-state';
import type { Answered } from '../link';
import type { RoomState } from '../rooms/room';
import { type Refused, sayRefused } from '../words/refused';
import { Growing } from './Growing';

/** One's own message in one's own hands again: other words, or none. */
export function ChangeForm({
  app,
  room,
  message,
  onClose,
}: {
  app: App;
  room: RoomState;
  message: Message;
  onClose: () => void;
}) {
  const { messages: words, shell } = app.words.value;
  const text = useSignal(message.body);
  const sure = useSignal(false);
  const why = useSignal<Refused | undefined>(undefined);
  const form = useRef<HTMLFormElement>(null);
  const askId = useId();
  useLayoutEffect(() => form.current?.querySelector('textarea')?.focus(), []);

  async function settle(asked: Promise<Answered<unknown>>) {
    const answer = await asked;
    if (answer.ok) return onClose();
    why.value = answer;
    app.announce(sayRefused(app.words.value, answer), 'assertive');
  }
  function save(event?: Event) {
    event?.preventDefault();
    const body = text.value.trim();
    if (body === '') sure.value = true;
    else if (body === message.body) onClose();
    else void settle(room.talk.edit(message.id, body));
  }
  function press(event: KeyboardEvent) {
    if (event.key === 'Escape') onClose();
  }
  return (
    <form ref={form} class="change-form" onSubmit={save} onKeyDown={press}>
      <Growing label={words.editMessage} text={text} maxLength={limits.bodyChars} onEnter={save} />
      {why.value && <p class="error">{sayRefused(app.words.value, why.value)}</p>}
      {sure.value ? (
        <div class="row" key="sure">
          <span id={askId}>{words.takeBackSure}</span>
          <button type="button" class="care" onClick={() => void settle(room.talk.takeBack(message.id))}>
            {words.takeBack}
          </button>
          <button type="button" ref={focusOn} aria-describedby={askId} onClick={onClose}>
            {words.keep}
          </button>
        </div>
      ) : (
        <div class="row">
          <button type="submit" class="primary">
            {shell.save}
          </button>
          <button
            type="button"
            onClick={() => {
              sure.value = true;
            }}
          >
            {words.takeBack}
          </button>
          <button type="button" class="plain" onClick={onClose}>
            {shell.cancel}
          </button>
        </div>
      )}
    </form>
  );
}

/** A second press, or a key held down, must not be the answer. */
const focusOn = (safe: HTMLElement | null) => safe?.focus();
