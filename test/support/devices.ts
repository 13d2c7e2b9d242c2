import type { Page } from 'playwright-core';
import { comeIn, openBrowser, openPage } from './browser';
import type { OpenHouse } from './house';

declare global {
  interface Window {
    /** What the test does to this page's microphones. */
    devices: {
      /** Tones by the names of the microphones that are plugged in; the first is the device's own choice. */
      plugged: Map<string, number>;
      /** Why asking for a microphone fails, as the specification names it. */
      fails: string | undefined;
      /** What the browser says about the permission. */
      permission: PermissionState;
      /** What was wanted of each microphone that was given. */
      asked: MediaTrackConstraints[];
      unplug(name: string): void;
      plugIn(name: string, hz: number): void;
      /** The person takes the permission back, or another program takes the device: every open track ends. */
      end(): void;
    };
  }
}

/**
 * Before the page loads: microphones that are tones and can be plugged in, pulled out and refused. They stand in
 * for what no machine of tests has; all that uses them is the page's own.
 */
async function giveDevices(page: Page, tones: Record<string, number>) {
  await page.addInitScript((given) => {
    const { mediaDevices } = navigator;
    const open: { name: string; track: MediaStreamTrack; stop(): void }[] = [];
    let context: AudioContext | undefined;
    const changed = () => mediaDevices.dispatchEvent(new Event('devicechange'));
    const endThose = (which: (name: string) => boolean) => {
      for (const { track, name, stop } of open.filter((one) => one.track.readyState === 'live')) {
        if (!which(name)) continue;
        stop();
        track.stop();
        track.dispatchEvent(new Event('ended'));
      }
    };
    window.devices = {
      plugged: new Map(Object.entries(given)),
      fails: undefined,
      permission: 'granted',
      asked: [],
      unplug(name) {
        this.plugged.delete(name);
        changed();
        endThose((one) => one === name);
      },
      plugIn(name, hz) {
        this.plugged.set(name, hz);
        changed();
      },
      end: () => endThose(() => true),
    };
    const { devices } = window;

    mediaDevices.enumerateDevices = async () =>
      [...devices.plugged.keys()].map((label) => {
        const device = { kind: 'audioinput', deviceId: `id of ${label}`, groupId: '', label };
        return { ...device, toJSON: () => device } as MediaDeviceInfo;
      });
    mediaDevices.getUserMedia = async (wanted) => {
      if (devices.fails) throw new DOMException('', devices.fails);
      const audio = typeof wanted?.audio === 'object' ? wanted.audio : {};
      const { ideal } = (audio.deviceId ?? {}) as { ideal?: string };
      const names = [...devices.plugged.keys()];
      const name = names.find((one) => `id of ${one}` === ideal) ?? names[0];
      if (name === undefined) throw new DOMException('', 'NotFoundError');
      context ??= new AudioContext();
      const tone = context.createOscillator();
      tone.frequency.value = devices.plugged.get(name) ?? 0;
      const end = context.createMediaStreamDestination();
      const loud = context.createGain();
      loud.gain.value = 0.5;
      tone.connect(loud).connect(end);
      tone.start();
      const [track] = end.stream.getAudioTracks();
      if (!track) throw new DOMException('', 'NotFoundError');
      Object.defineProperty(track, 'label', { value: name });
      devices.asked.push(audio);
      open.push({ name, track, stop: () => tone.stop() });
      return end.stream;
    };
    navigator.permissions.query = async () => ({ state: devices.permission }) as PermissionStatus;
  }, tones);
}

/** Someone in the kitchen whose microphones are these tones, the first the device's own choice. */
export async function withDevices(house: OpenHouse, name: string, tones: Record<string, number>) {
  // Its own microphone stays unused; what it plays to is a device that is always there.
  const opened = await openPage(await openBrowser({ toneHz: 100 }), house.origin);
  const { page } = opened;
  await giveDevices(page, tones);
  await comeIn(page, house.origin, (await house.room('kitchen')).code, name);
  const bar = page.getByRole('region', { name: 'Voice' });
  const press = (button: string) => bar.getByRole('button', { name: button, exact: true }).click();
  return { ...opened, bar, press };
}
