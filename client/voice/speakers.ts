const measuredEachMs = 250;
const audibleLevel = 0.015;
/** A breath between two words is not the end of speaking. */
const breathMs = 700;

export interface Loudness {
  personId: string;
  /** 0 to 1; undefined for whoever is muted. */
  level: number | undefined;
}

/** Measures everyone now and then and tells who speaks, by their ids, whenever that changes. Returns its stop. */
export function watchSpeakers({
  loudness,
  onSpeaking,
}: {
  loudness(): Loudness[];
  onSpeaking(people: ReadonlySet<string>): void;
}): () => void {
  let heardAt = new Map<string, number>();
  let told = '';
  const timer = setInterval(() => {
    const now = Date.now();
    const still = new Map<string, number>();
    for (const { personId, level } of loudness()) {
      const at = level !== undefined && level > audibleLevel ? now : heardAt.get(personId);
      if (level !== undefined && at !== undefined && now - at < breathMs) still.set(personId, at);
    }
    heardAt = still;
    const speaking = [...still.keys()];
    if (speaking.join() === told) return;
    told = speaking.join();
    onSpeaking(new Set(speaking));
  }, measuredEachMs);
  return () => clearInterval(timer);
}
