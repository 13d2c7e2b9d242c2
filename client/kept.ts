/** What a browser keeps for us: text by name. A private window may refuse; then it lasts as long as the page. */
export interface Kept {
  get(name: string): string | undefined;
  /** `undefined` lets go of it. */
  set(name: string, value: string | undefined): void;
  clear(): void;
}

export function createKept(storage?: Storage): Kept {
  const memory = new Map<string, string>();
  return {
    get: (name) => memory.get(name) ?? attempt(() => storage?.getItem(name)) ?? undefined,
    set(name, value) {
      if (value === undefined) {
        memory.delete(name);
        attempt(() => storage?.removeItem(name));
      } else {
        memory.set(name, value);
        attempt(() => storage?.setItem(name, value));
      }
    },
    clear() {
      memory.clear();
      attempt(() => storage?.clear());
    },
  };
}

/** The browser's storage, where reading it does not throw. */
export function storageOf(read: () => Storage): Storage | undefined {
  return attempt(read);
}

function attempt<Value>(run: () => Value): Value | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
