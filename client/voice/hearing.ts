import { choices } from './choices';
import { createPlayer, type Player } from './player';

/** Who is played here, and how. */
interface Played {
  player: Player;
  /** The roster calls them muted. */
  muted: boolean;
  /** How loud this person wants them, 0 to 1. */
  volume: number;
}

const lookEachMs = 1_000;

/**
 * Plays what the others say, each through an `<audio>` element of its own: phones play nothing else
 * reliably. Sound that is held back, by a browser that wants a tap first or a phone that took it for a call, is
 * told, and answered by `hear` from within a tap.
 */
export function createHearing({ onHeldBack }: { onHeldBack(heldBack: boolean): void }) {
  const everyone = new Map<string, Played>();
  let told = false;

  function tell() {
    const heldBack = [...everyone.values()].some(({ player }) => player.isHeldBack());
    if (heldBack !== told) onHeldBack(heldBack);
    told = heldBack;
  }

  function open(seatId: string): Played {
    const audio = document.createElement('audio');
    const played = { player: createPlayer({ audio, onChange: tell }), muted: true, volume: 1 };
    everyone.set(seatId, played);
    document.body.append(audio);
    void playThrough(audio, choices.speaker.chosen.peek());
    return played;
  }

  function change(played: Played | undefined, to: Partial<Played>) {
    if (!played) return;
    const { player, muted, volume } = Object.assign(played, to);
    player.audio.volume = volume;
    // Phones leave loudness to their buttons and take no notice of it, but silence is silence there too.
    player.audio.muted = muted || volume === 0;
  }

  /** The chosen one may just have been unplugged, or be back. */
  function useSpeaker() {
    for (const { player } of everyone.values()) void playThrough(player.audio, choices.speaker.chosen.peek());
  }
  const stopFollowing = choices.speaker.chosen.subscribe(useSpeaker);
  navigator.mediaDevices?.addEventListener('devicechange', useSpeaker);

  /** A hidden page's timers and sound are not its own to judge. */
  function look() {
    if (document.visibilityState === 'hidden') return;
    for (const { player } of everyone.values()) player.look();
  }
  const looking = setInterval(look, lookEachMs);
  document.addEventListener('visibilitychange', look);

  return {
    play(seatId: string, sound: MediaStream, how: { muted: boolean; volume: number }) {
      const played = everyone.get(seatId) ?? open(seatId);
      change(played, how);
      played.player.play(sound);
    },
    mute: (seatId: string, muted: boolean) => change(everyone.get(seatId), { muted }),
    setVolume: (seatId: string, volume: number) => change(everyone.get(seatId), { volume }),
    /** From within a tap: plays whatever was held back. */
    hear() {
      for (const { player } of everyone.values()) player.again();
    },
    stop(seatId: string) {
      everyone.get(seatId)?.player.stop();
      everyone.delete(seatId);
      tell();
    },
    close() {
      clearInterval(looking);
      document.removeEventListener('visibilitychange', look);
      stopFollowing();
      navigator.mediaDevices?.removeEventListener('devicechange', useSpeaker);
    },
  };
}

/** Through the speaker of this id where the browser can choose; through the device's own when that is not there. */
export async function playThrough(audio: HTMLAudioElement, speakerId: string) {
  if (!('setSinkId' in audio)) return;
  try {
    await audio.setSinkId(speakerId);
  } catch {
    await audio.setSinkId('').catch(() => undefined);
  }
}
