import { choices } from './choices';

interface Player {
  audio: HTMLAudioElement;
  /** The roster calls them muted. */
  muted: boolean;
  /** How loud this person wants them, 0 to 1. */
  volume: number;
}

/**
 * Plays what the others say, each through an `<audio>` element of its own: phones play nothing else
 * reliably. A browser that wants a tap first is answered by `hear`, from within that tap.
 */
export function createHearing({ onHeldBack }: { onHeldBack(heldBack: boolean): void }) {
  const players = new Map<string, Player>();

  async function start({ audio }: Player) {
    try {
      await audio.play();
      const isHeldBack = ({ audio: one }: Player) => one.paused && one.srcObject !== null;
      if (players.size > 0) onHeldBack([...players.values()].some(isHeldBack));
    } catch (problem) {
      // Anything else is an element that was given another sound or was let go meanwhile.
      if (problem instanceof Error && problem.name === 'NotAllowedError') onHeldBack(true);
    }
  }

  function open(seatId: string): Player {
    const player = { audio: document.createElement('audio'), muted: true, volume: 1 };
    players.set(seatId, player);
    document.body.append(player.audio);
    void playThrough(player.audio, choices.speaker.chosen.peek());
    return player;
  }

  function change(player: Player | undefined, to: Partial<Player>) {
    if (!player) return;
    const { audio, muted, volume } = Object.assign(player, to);
    audio.volume = volume;
    // Phones leave loudness to their buttons and take no notice of it, but silence is silence there too.
    audio.muted = muted || volume === 0;
  }

  /** The chosen one may just have been unplugged, or be back. */
  function useSpeaker() {
    for (const { audio } of players.values()) void playThrough(audio, choices.speaker.chosen.peek());
  }
  const stopFollowing = choices.speaker.chosen.subscribe(useSpeaker);
  navigator.mediaDevices?.addEventListener('devicechange', useSpeaker);

  return {
    play(seatId: string, sound: MediaStream, how: { muted: boolean; volume: number }) {
      const player = players.get(seatId) ?? open(seatId);
      change(player, how);
      player.audio.srcObject = sound;
      void start(player);
    },
    mute: (seatId: string, muted: boolean) => change(players.get(seatId), { muted }),
    setVolume: (seatId: string, volume: number) => change(players.get(seatId), { volume }),
    /** From within a tap: plays whatever was held back. */
    hear() {
      for (const player of players.values()) void start(player);
    },
    stop(seatId: string) {
      const player = players.get(seatId);
      if (!player) return;
      players.delete(seatId);
      player.audio.srcObject = null;
      player.audio.remove();
    },
    close() {
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
