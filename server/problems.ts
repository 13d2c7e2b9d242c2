/** What kind of thing was thrown, for the log: never what it says, and never a second throw. */
export function nameOf(problem: unknown): string {
  try {
    return problem instanceof Error ? problem.name : typeof problem;
  } catch {
    return typeof problem;
  }
}
