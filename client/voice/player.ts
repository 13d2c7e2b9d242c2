/** What does not come back by itself in so long needs the person. */
const lostAfterMs = 3_000;
/** Whoever comes back to the page is not left waiting for as long. */
const lostAfterReturnMs = 1_000;
/** Looks are a second apart: after a longer pause the page, or the whole device, was asleep. */
const sleptAfterMs = 2_000;

export type Player = ReturnType<typeof createPlayer>;

/**
 * One other person's sound on its way out of this device. Phones take it away for a call, another app or a
 * headset that is gone, and not all of them say so: it is held back when the element was paused (we never
 * pause it), or when its clock stands still or its track stays muted by the system. In Chromium and Firefox the
 * clock also runs while nothing arrives, so a bad line is not taken for it. Nothing is started again unasked:
 * whose headset went away would be heard by the whole room.
 */
export function createPlayer({ audio, onChange }: { audio: HTMLAudioElement; onChange(): void }) {
  let isLost = false;
  let clock = 0;
  let movedAt = Date.now();
  let lookedAt = Date.now();
  /** Since when the system mutes the track. Before its first packet each is muted, and that is no loss. */
  let mutedAt = Infinity;
  let leaveTrack = () => {};

  audio.addEventListener('pause', onChange);

  async function start() {
    // A refusal leaves it paused; anything else is an element that was given another sound meanwhile.
    await audio.play().catch(() => undefined);
    onChange();
  }

  function follow(track: MediaStreamTrack | undefined) {
    leaveTrack();
    mutedAt = Infinity;
    const mute = () => {
      mutedAt = Date.now();
    };
    const unmute = () => {
      mutedAt = Infinity;
    };
    track?.addEventListener('mute', mute);
    track?.addEventListener('unmute', unmute);
    leaveTrack = () => {
      track?.removeEventListener('mute', mute);
      track?.removeEventListener('unmute', unmute);
    };
  }

  /** Its clock is given so long from now on to move. */
  function expect(withinMs: number) {
    clock = audio.currentTime;
    movedAt = Date.now() + withinMs - lostAfterMs;
  }

  return {
    audio,
    isHeldBack: () => audio.srcObject !== null && (audio.paused || isLost),

    play(sound: MediaStream) {
      audio.srcObject = sound;
      follow(sound.getAudioTracks()[0]);
      expect(lostAfterMs);
      void start();
    },

    /** Each second while the page is shown, and when it is shown again. */
    look() {
      const now = Date.now();
      if (now - lookedAt > sleptAfterMs) expect(lostAfterReturnMs);
      else if (audio.currentTime !== clock || audio.muted || audio.paused) expect(lostAfterMs);
      lookedAt = now;
      const isStill = now - movedAt >= lostAfterMs;
      isLost = !audio.muted && (isStill || now - mutedAt >= lostAfterMs);
      onChange();
    },

    /** From within a tap. */
    again() {
      if (isLost) {
        // What the system froze goes on only as if it were new.
        const { srcObject } = audio;
        audio.srcObject = null;
        audio.srcObject = srcObject;
      }
      isLost = false;
      mutedAt = Infinity;
      expect(lostAfterMs);
      void start();
    },

    stop() {
      leaveTrack();
      audio.srcObject = null;
      audio.remove();
    },
  };
}
