const afterwards: (() => unknown)[] = [];

/** Registered where a thing is opened; undone after the test, last opened first. */
export function cleanUp(undo: () => unknown) {
  afterwards.push(undo);
}

afterEach(async () => {
  for (const undo of afterwards.splice(0).reverse()) await undo();
});
