import { choices } from '../choices';
import type { VoiceState } from '../voice';

/**
 * Push-to-talk: heard while Alt+T, or the button this gives its handlers for, is held. Whatever may mean that
 * nobody holds it any more lets go of it: an open microphone that nobody knows of would be worse than a cut word.
 */
export function createHold(voice: VoiceState) {
  const release = () => voice.holdTalk(false);
  const hold = () => choices.pushToTalk.chosen.peek() && voice.holdTalk(true);

  function keyDown(event: KeyboardEvent) {
    if (event.code !== 'KeyT' || !event.altKey || event.ctrlKey || event.metaKey) return;
    // A Mac would write the sign †, over and over.
    if (choices.pushToTalk.chosen.peek()) event.preventDefault();
    if (!event.repeat) hold();
  }
  function keyUp({ code, key }: KeyboardEvent) {
    if (code === 'KeyT' || key === 'Alt') release();
  }
  const hidden = () => document.visibilityState === 'hidden' && release();
  const isTalkKey = ({ key }: KeyboardEvent) => key === ' ' || key === 'Enter';

  return {
    button: {
      onPointerDown(event: PointerEvent) {
        if (event.button !== 0) return;
        // A finger may slide off; it holds until it is lifted.
        (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
        hold();
      },
      onPointerUp: release,
      onPointerCancel: release,
      onLostPointerCapture: release,
      onKeyDown(event: KeyboardEvent) {
        if (!isTalkKey(event)) return;
        event.preventDefault();
        if (!event.repeat) hold();
      },
      onKeyUp: (event: KeyboardEvent) => isTalkKey(event) && release(),
      onBlur: release,
      // A long press is holding here, not asking for a menu.
      onContextMenu: (event: Event) => event.preventDefault(),
    },
    /** Listens for the key and for what ends holding. Returns its stop. */
    listen() {
      document.addEventListener('keydown', keyDown);
      document.addEventListener('keyup', keyUp);
      document.addEventListener('visibilitychange', hidden);
      addEventListener('blur', release);
      return () => {
        document.removeEventListener('keydown', keyDown);
        document.removeEventListener('keyup', keyUp);
        document.removeEventListener('visibilitychange', hidden);
        removeEventListener('blur', release);
        release();
      };
    },
  };
}
