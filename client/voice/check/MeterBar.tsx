import type { Meter } from './meter';
import type { CheckWords } from './words';
import './check.css';

/** The voice as a bar that moves for those who see it, and in words for everyone: read out when they change. */
export function MeterBar({ meter, words }: { meter: Meter; words: CheckWords }) {
  return (
    <>
      <Bar meter={meter} />
      <p role="status" class="meter-words">
        {words.microphone.heard[meter.loudness.value]}
      </p>
    </>
  );
}

/** The bar alone: apart, for it is drawn twelve times a second. */
export function Bar({ meter }: { meter: Meter }) {
  return (
    <div class="meter" aria-hidden="true">
      <div class="meter-level" style={{ width: `${Math.round(loudnessShown(meter.level.value) * 100)}%` }} />
    </div>
  );
}

/** Ears hear in ratios: from a whisper (-46 dB) to as loud as it gets. */
const loudnessShown = (level: number) =>
  Math.min(1, Math.max(0, 1 + Math.log10(Math.max(level, 1e-6)) / 2.3));
