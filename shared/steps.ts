/**
 * How someone takes part in voice, from most to least that a line must carry: `voice`; `low`, in a lower bit
 * rate; `listen`, hearing the others and sending no sound; `text`, with no sound either way: they read and write.
 */
export const steps = ['voice', 'low', 'listen', 'text'] as const;
export type Step = (typeof steps)[number];

/** The one of the two that needs less of a line. */
export const lower = (one: Step, other: Step): Step =>
  steps.indexOf(one) > steps.indexOf(other) ? one : other;
