import { type ReadonlySignal, signal } from '@preact/signals';

/** A microphone or speaker; the browser gives it a name once the microphone was allowed. */
export interface Device {
  id: string;
  label: string;
}

export interface Devices {
  microphones: ReadonlySignal<Device[]>;
  speakers: ReadonlySignal<Device[]>;
  look(): void;
  close(): void;
}

/** The microphones and speakers of this device, also those that are plugged in later. Call `close` at the end. */
export function watchDevices(): Devices {
  const microphones = signal<Device[]>([]);
  const speakers = signal<Device[]>([]);
  const { mediaDevices } = navigator;

  async function look() {
    const found = (await mediaDevices?.enumerateDevices().catch(() => undefined)) ?? [];
    microphones.value = ofKind(found, 'audioinput');
    speakers.value = ofKind(found, 'audiooutput');
  }

  void look();
  mediaDevices?.addEventListener('devicechange', look);
  return {
    microphones,
    speakers,
    look: () => void look(),
    close: () => mediaDevices?.removeEventListener('devicechange', look),
  };
}

/** Some browsers list the device's own choice once more, as one of its own; ours stands above the list. */
const ofKind = (found: MediaDeviceInfo[], wanted: MediaDeviceKind): Device[] =>
  found
    .filter(({ kind, deviceId }) => kind === wanted && deviceId !== '' && deviceId !== 'default')
    .map(({ deviceId, label }) => ({ id: deviceId, label }));
