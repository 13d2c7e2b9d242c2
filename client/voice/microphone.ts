import { choices } from './choices';

/** Why there is no microphone; each has its sentence in the words. */
export type MicrophoneRefusal = 'microphone-refused' | 'microphone-none' | 'microphone-busy' | 'insecure';

export type Microphone = { ok: true; track: MediaStreamTrack } | { ok: false; why: MicrophoneRefusal };

/** Asks the person's browser for the microphone. Never throws. Whoever takes the track stops it. */
export async function openMicrophone(): Promise<Microphone> {
  if (!navigator.mediaDevices?.getUserMedia)
    return { ok: false, why: window.isSecureContext ? 'microphone-none' : 'insecure' };
  const cleaned = !choices.plain.chosen.peek();
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: cleaned, noiseSuppression: cleaned, autoGainControl: cleaned },
    });
    const [track] = stream.getAudioTracks();
    return track ? { ok: true, track } : { ok: false, why: 'microphone-none' };
  } catch (problem) {
    return { ok: false, why: refusals[problem instanceof Error ? problem.name : ''] ?? 'microphone-busy' };
  }
}

/** The names are of the Media Capture specification, section 10.3.1; the rest are a device that does not start. */
const refusals: Record<string, MicrophoneRefusal> = {
  NotAllowedError: 'microphone-refused',
  SecurityError: 'microphone-refused',
  NotFoundError: 'microphone-none',
  OverconstrainedError: 'microphone-none',
};
