/** A file of tests takes minutes at most, also on a slow machine. */
const fileMs = 10 * 60_000;
/** What a test let go of may take so long to close. */
const closingMs = 5_000;

/**
 * The run ends, whatever a test left open: a file that does not come to its end is named and fails the run, and
 * what still keeps the process alive after the last test is named in a line.
 */
export default class Ends {
  #running = new Map();

  onTestFileStart({ path }) {
    const stuck = setTimeout(() => {
      process.stderr.write(`${path} has not ended after ${fileMs / 60_000} minutes; the run is ended.\n`);
      process.exit(1);
    }, fileMs);
    this.#running.set(path, stuck.unref());
  }

  onTestFileResult({ path }) {
    clearTimeout(this.#running.get(path));
  }

  onRunComplete(_contexts, { numFailedTests, numFailedTestSuites, wasInterrupted }) {
    const failed = numFailedTests > 0 || numFailedTestSuites > 0 || wasInterrupted;
    setTimeout(() => {
      process.stderr.write(`Left open by tests: ${process.getActiveResourcesInfo().join(', ')}\n`);
      process.exit(failed ? 1 : 0);
    }, closingMs).unref();
  }
}
