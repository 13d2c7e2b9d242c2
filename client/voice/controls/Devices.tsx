import { useEffect, useId, useMemo } from 'preact/hooks';
import type { App } from '../../app-state';
import { type Choice, choices } from '../choices';
import { voiceOf } from '../voice';
import { type Device, watchDevices } from './devices';
import { controlsWords } from './words';

/** Which microphone and speaker are used; another one counts at once. */
export function Devices({ app }: { app: App }) {
  const { devices: words } = controlsWords(app);
  const voice = voiceOf(app);
  const devices = useMemo(watchDevices, []);
  useEffect(() => devices.close, []);
  // Their names are told once the microphone is open.
  useEffect(() => voice.state.subscribe(devices.look), []);
  const canChooseSpeaker = 'setSinkId' in HTMLMediaElement.prototype && devices.speakers.value.length > 0;
  return (
    <section>
      <h2>{words.title}</h2>
      <Pick
        app={app}
        label={words.microphone}
        devices={devices.microphones.value}
        choice={choices.microphone}
        onChoose={voice.changeMicrophone}
      />
      {devices.microphones.value.length === 0 && <p class="hint">{words.noNames}</p>}
      {canChooseSpeaker ? (
        <Pick app={app} label={words.speaker} devices={devices.speakers.value} choice={choices.speaker} />
      ) : (
        <p class="hint">{words.noSpeakers}</p>
      )}
    </section>
  );
}

function Pick({
  app,
  label,
  devices,
  choice,
  onChoose,
}: {
  app: App;
  label: string;
  devices: Device[];
  choice: Choice<string>;
  onChoose?: () => unknown;
}) {
  const { devices: words } = controlsWords(app);
  const id = useId();
  // One that is not plugged in stays chosen for when it is back.
  const isThere = devices.some((device) => device.id === choice.chosen.value);
  return (
    <div class="choice">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={isThere ? choice.chosen.value : ''}
        onChange={({ currentTarget }) => {
          choice.choose(currentTarget.value);
          onChoose?.();
        }}
      >
        <option value="">{words.byItself}</option>
        {devices.map((device, number) => (
          <option key={device.id} value={device.id}>
            {device.label || words.unnamed(number + 1)}
          </option>
        ))}
      </select>
    </div>
  );
}
