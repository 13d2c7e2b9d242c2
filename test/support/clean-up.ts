const afterwards: (() => unknown)[] = [];

/** Registered where a thing is opened; undone after the test, last opened first. */
export function cleanUp(undo: () => unknown) {
  afterwards.push(undo);
}

/** For programs that are no test: called by themselves, when they end. */
export async function undoAll() {
  for (const undo of afterwards.splice(0).reverse()) await undo();
}

if (typeof afterEach !== 'undefined') afterEach(undoAll);
