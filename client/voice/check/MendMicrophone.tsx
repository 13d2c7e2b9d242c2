import { choices } from '../choices';
import { voiceOf } from '../voice';
import { MeterBar } from './MeterBar';
import { whyNotHeard } from './mend';
import { watchLevel } from './meter';
import { OtherDevices } from './OtherDevices';
import { useOpened } from './opened';
import type { MendNeeds } from './Steps';
import { checkWords } from './words';

/** Step one: are we heard at all? */
export function MendMicrophone({ app, room, next }: MendNeeds) {
  const { microphone: said } = checkWords(app).mend;
  const voice = voiceOf(app);
  const meter = useOpened(app, () => watchLevel(voice.level));
  const finding = whyNotHeard({
    voice: voice.state.value,
    me: app.me.value?.id,
    piece: room.piece.value,
    pushToTalk: choices.pushToTalk.chosen.value,
    loudness: meter.loudness.value,
  });
  const mends: Partial<Record<typeof finding, { label: string; run: () => unknown }>> = {
    away: { label: app.words.value.voice.speak, run: () => voice.speak(room) },
    'by-text': { label: said.withSound, run: () => voice.choose('voice') },
    weak: { label: said.tryVoice, run: () => voice.choose('voice') },
    muted: { label: app.words.value.voice.unmute, run: voice.unmute },
    held: { label: said.alwaysOpen, run: () => choices.pushToTalk.choose(false) },
    nothing: { label: said.anew, run: voice.changeMicrophone },
  };
  const mend = mends[finding];
  const isOpen = finding === 'waiting' || finding === 'nothing' || finding === 'quiet' || finding === 'well';
  const note = voice.note.value?.(app.words.value);
  return (
    <>
      {isOpen ? <MeterBar meter={meter} words={checkWords(app)} /> : <p role="status">{said.why[finding]}</p>}
      {(finding === 'nothing' || finding === 'quiet') && (
        <>
          <p>{said.nothingHint}</p>
          <OtherDevices app={app} />
        </>
      )}
      {!isOpen && note && <p>{note}</p>}
      <div class="row">
        {mend && (
          <button type="button" class="primary" onClick={() => void mend.run()}>
            {mend.label}
          </button>
        )}
        {next(finding === 'well')}
      </div>
    </>
  );
}
