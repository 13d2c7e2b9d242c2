import { voiceOf } from '../voice';
import { createSpeakerTry } from './check';
import { OtherDevices } from './OtherDevices';
import { useOpened } from './opened';
import type { MendNeeds } from './Steps';
import { TrySpeaker } from './Trying';
import { checkWords } from './words';

/** Softer than this one hardly hears a person. */
const softBelow = 0.2;

/** Step two: does this device play what it is sent? */
export function MendSpeaker({ app, room, next }: MendNeeds) {
  const words = checkWords(app);
  const { speaker: said } = words.mend;
  const voice = voiceOf(app);
  const speaker = useOpened(app, createSpeakerTry);
  const soft = room.seats.value
    .map(({ personId }) => personId)
    .filter((personId) => (voice.volumes.value.get(personId) ?? 1) < softBelow);

  if (voice.heldBack.value)
    return (
      <>
        <p role="status">{said.heldBack}</p>
        <button type="button" class="primary" onClick={voice.hear}>
          {app.words.value.voice.hearThem}
        </button>
      </>
    );
  if (soft.length > 0)
    return (
      <>
        <p role="status">{said.soft}</p>
        <div class="row">
          <button
            type="button"
            class="primary"
            onClick={() => {
              for (const personId of soft) voice.setVolume(personId, 1);
            }}
          >
            {said.louder}
          </button>
          {next(false)}
        </div>
      </>
    );
  const ear = speaker.ear.value;
  return (
    <>
      <TrySpeaker speaker={speaker} words={words}>
        <OtherDevices app={app} />
      </TrySpeaker>
      {ear !== 'asked' && ear !== 'playing' && next(ear === 'heard')}
    </>
  );
}
