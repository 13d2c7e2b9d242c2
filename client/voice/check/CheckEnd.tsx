import type { WaysOn } from './CheckSteps';
import type { Check } from './check';
import type { CheckWords } from './words';

/** What was found, in a few words, and the way into voice. */
export function CheckEnd({
  words: { end, listen },
  check,
  ways,
  toSpeak,
}: {
  words: CheckWords;
  check: Check;
  ways: WaysOn;
  toSpeak: boolean;
}) {
  const way = check.way.value;
  const isOpen = way === 'relay' || way === 'slow' || way === 'direct';
  return (
    <>
      <ul class="check-found">
        <li>{end.microphone[check.voice.value ?? 'none']}</li>
        <li>{check.speaker.ear.value === 'heard' ? end.speaker.heard : end.speaker.other}</li>
        <li>{isOpen ? end.way.open : end.way.shut}</li>
      </ul>
      <div class="row">
        <button type="button" class="primary" onClick={toSpeak ? ways.speak : ways.done}>
          {toSpeak ? end.speak : end.done}
        </button>
        {toSpeak && (
          <button type="button" onClick={ways.listen}>
            {listen}
          </button>
        )}
      </div>
      <p class="hint">{end.remembered}</p>
    </>
  );
}
