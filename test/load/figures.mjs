export const median = (values) => quantile(values, 0.5);

/** The value that `part` of the values lie below. */
export function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}
