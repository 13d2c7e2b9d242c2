import type { App } from '../../app-state';
import { CheckEnd } from './CheckEnd';
import { type Check, checkSteps } from './check';
import { OtherDevices } from './OtherDevices';
import { Next, Step } from './Steps';
import { TryMicrophone, TrySpeaker } from './Trying';
import { checkWords } from './words';

/** Ways out of the check; each closes it. */
export interface WaysOn {
  speak(): void;
  listen(): void;
  byText(): void;
  /** Where one is in voice already, or only wanted to look. */
  done(): void;
}

interface StepNeeds {
  app: App;
  check: Check;
  ways: WaysOn;
}

/** One step at a time. */
export function CheckStep({ app, check, ways, toSpeak }: StepNeeds & { toSpeak: boolean }) {
  const words = checkWords(app);
  const step = check.step.value;
  const name = words.names[step];
  return (
    <Step
      title={step === 'end' ? name : words.step(checkSteps.indexOf(step) + 1, checkSteps.length - 1, name)}
    >
      {step === 'microphone' && <MicrophoneStep app={app} check={check} ways={ways} />}
      {step === 'speaker' && <SpeakerStep app={app} check={check} />}
      {step === 'way' && <WayStep app={app} check={check} ways={ways} />}
      {step === 'end' && <CheckEnd words={words} check={check} ways={ways} toSpeak={toSpeak} />}
    </Step>
  );
}

function MicrophoneStep({ app, check, ways }: StepNeeds) {
  const words = checkWords(app);
  const state = check.microphone.state.value;
  return (
    <>
      <TryMicrophone microphone={check.microphone} words={words} refused={app.words.value.voice.refused}>
        <OtherDevices app={app} />
      </TryMicrophone>
      {state.at === 'open' && (
        <Next label={words.next} ready={state.meter.loudness.value === 'well'} onNext={check.next} />
      )}
      {state.at === 'refused' && (
        <div class="row">
          <button type="button" onClick={ways.listen}>
            {words.listen}
          </button>
          <button type="button" onClick={ways.byText}>
            {words.byText}
          </button>
        </div>
      )}
    </>
  );
}

function SpeakerStep({ app, check }: Omit<StepNeeds, 'ways'>) {
  const words = checkWords(app);
  const ear = check.speaker.ear.value;
  return (
    <>
      <TrySpeaker speaker={check.speaker} words={words}>
        <OtherDevices app={app} />
      </TrySpeaker>
      {ear !== 'untried' && ear !== 'asked' && ear !== 'playing' && (
        <Next label={words.next} ready={ear === 'heard'} onNext={check.next} />
      )}
    </>
  );
}

function WayStep({ app, check, ways }: StepNeeds) {
  const words = checkWords(app);
  const way = check.way.value;
  const mayComeBack = way === 'unreached' || way === 'no-house' || way === 'shut';
  return (
    <>
      <p role="status">{way === 'looking' ? words.way.looking : words.way.found[way]}</p>
      {mayComeBack && (
        <div class="row">
          <button type="button" class="primary" onClick={() => void check.look()}>
            {words.tryAgain}
          </button>
          <button type="button" onClick={ways.byText}>
            {words.byText}
          </button>
        </div>
      )}
      {way !== 'looking' && <Next label={words.next} ready={!mayComeBack} onNext={check.next} />}
    </>
  );
}
