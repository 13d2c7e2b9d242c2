import type { App } from '../../app-state';
import { Devices } from '../controls/Devices';
import { checkWords } from './words';
import './check.css';

/** For whoever is not heard, or hears nothing: perhaps another microphone or speaker is the right one. */
export function OtherDevices({ app }: { app: App }) {
  return (
    <details class="other-devices">
      <summary>{checkWords(app).otherDevices}</summary>
      <Devices app={app} />
    </details>
  );
}
