/**
 * Plays what the others say, each through an `<audio>` element of its own: phones play nothing else
 * reliably. A browser that wants a tap first is answered by `hear`, from within that tap.
 */
export function createHearing({ onHeldBack }: { onHeldBack(heldBack: boolean): void }) {
  const players = new Map<string, HTMLAudioElement>();

  async function start(player: HTMLAudioElement) {
    try {
      await player.play();
      if (players.size > 0) onHeldBack([...players.values()].some((one) => one.paused && one.srcObject));
    } catch (problem) {
      // Anything else is an element that was given another sound or was let go meanwhile.
      if (problem instanceof Error && problem.name === 'NotAllowedError') onHeldBack(true);
    }
  }

  return {
    play(seatId: string, sound: MediaStream, { muted, volume }: { muted: boolean; volume: number }) {
      let player = players.get(seatId);
      if (!player) {
        player = document.createElement('audio');
        players.set(seatId, player);
        document.body.append(player);
      }
      player.muted = muted;
      player.volume = volume;
      player.srcObject = sound;
      void start(player);
    },
    mute(seatId: string, muted: boolean) {
      const player = players.get(seatId);
      if (player) player.muted = muted;
    },
    /** Phones that leave loudness to their buttons take no notice. */
    setVolume(seatId: string, volume: number) {
      const player = players.get(seatId);
      if (player) player.volume = volume;
    },
    /** From within a tap: plays whatever was held back. */
    hear() {
      for (const player of players.values()) void start(player);
    },
    stop(seatId: string) {
      const player = players.get(seatId);
      if (!player) return;
      players.delete(seatId);
      player.srcObject = null;
      player.remove();
    },
  };
}
