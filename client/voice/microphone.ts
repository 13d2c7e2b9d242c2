import { choices } from './choices';

/** Why there is no microphone; each has its sentence in the words. */
export type MicrophoneRefusal = 'microphone-refused' | 'microphone-none' | 'microphone-busy' | 'insecure';

/** Devices that are changed from outside fall silent for a moment. */
const heldBackForMs = 2_000;

export type Microphone = { ok: true; track: MediaStreamTrack } | { ok: false; why: MicrophoneRefusal };

/**
 * Asks the person's browser for the microphone they chose, or for the next one when that is not there. Never
 * throws. Whoever takes the track stops it. `unasked`: refuses where the browser would ask the person, who did
 * not just now do anything for it.
 */
export async function openMicrophone({ unasked = false } = {}): Promise<Microphone> {
  if (!navigator.mediaDevices?.getUserMedia)
    return { ok: false, why: window.isSecureContext ? 'microphone-none' : 'insecure' };
  if (unasked && !(await isAllowed())) return { ok: false, why: 'microphone-refused' };
  const cleaned = !choices.plain.chosen.peek();
  const chosen = choices.microphone.chosen.peek();
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: {
        ...{ echoCancellation: cleaned, noiseSuppression: cleaned, autoGainControl: cleaned },
        ...(chosen && { deviceId: { ideal: chosen } }),
      },
    });
    const [track] = stream.getAudioTracks();
    return track ? { ok: true, track } : { ok: false, why: 'microphone-none' };
  } catch (problem) {
    return { ok: false, why: refusals[problem instanceof Error ? problem.name : ''] ?? 'microphone-busy' };
  }
}

/** Another program, a call on this phone or a switch on the device may hold its sound back, and give it again. */
export function whenHeldBack(track: MediaStreamTrack, tell: () => void) {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  track.addEventListener('mute', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => track.readyState === 'live' && tell(), heldBackForMs);
  });
  track.addEventListener('unmute', () => clearTimeout(waiting));
}

/** A browser that does not tell may have to ask; that is better than silence. */
async function isAllowed(): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: 'microphone' })).state === 'granted';
  } catch {
    return true;
  }
}

/** The names are of the Media Capture specification, section 10.3.1; the rest are a device that does not start. */
const refusals: Record<string, MicrophoneRefusal> = {
  NotAllowedError: 'microphone-refused',
  SecurityError: 'microphone-refused',
  NotFoundError: 'microphone-none',
  OverconstrainedError: 'microphone-none',
};
