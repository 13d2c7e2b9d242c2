import type { Ice, Signal } from '../../shared/voice';
import type { Counts } from './counts';
import type { OpenPeer, Peer } from './peer';
import { isWeak, type Quality, qualityBetween } from './quality';

/** What a person may know of the line between them and one other. */
export interface PairView {
  /** `mending`: it was lost, or sound goes one way only, and is being built again. */
  state: 'connecting' | 'connected' | 'mending';
  hearsThem: boolean;
  hearsMe: boolean;
  isWeak: boolean;
  /** Undefined until it was measured. */
  quality?: Quality;
}

export interface PairNeeds {
  /** Exactly one side of a pair does; it alone offers, and begins epochs. */
  initiates: boolean;
  /** What we speak with right now; null while we send nothing. */
  track(): MediaStreamTrack | null;
  /** Ways to reach the other that are still good. */
  ice(): Promise<Ice>;
  open: OpenPeer;
  /** Whether a signal would reach the server now. Until it would, nothing is taken down. */
  canSignal(): boolean;
  /** What we may send at most, in bits a second, and what we would have the other send. */
  bits(theyWant: 'voice' | 'low'): number;
  wants(): 'voice' | 'low';
  send(epoch: number, signal: Signal): void;
  onSound(sound: MediaStream): void;
  onView(view: PairView): void;
  /** Building it anew did not help several times. */
  onHopeless(): void;
  onNoRelay(refused: boolean): void;
}

/** The ladder: a cut line is looked after after so long, then given a new way, then built anew, again and again. */
const disconnectedForMs = 2_000;
const newWayWithinMs = 5_000;
const connectsWithinMs = 10_000;
const longestPauseMs = 15_000;
const hopelessAfterTries = 3;
/** Silent people still send a few packets a second: without any for so long something is odd, and then broken. */
const oddAfterMs = 1_200;
const deafAfterMs = 3_500;
/**
 * It is seen to be silent for so long before it counts. Right after a page slept everybody seems silent; and
 * where timers run once a minute, the second look finds out.
 */
const seenSilentMs = deafAfterMs - oddAfterMs;
/** Both sides may notice a cut at the same moment: one search is enough. */
const searchesApartMs = 1_500;
/** Over so many countings quality is told. */
const lookBack = 3;

/**
 * Us and one other seat, for as long as both are in the circle: connected, looked after, and built anew
 * whenever a new way does not mend it. Every building is an epoch, and each signal carries its own, so what
 * was meant for an older connection never reaches a newer one.
 */
export function createPair(needs: PairNeeds) {
  const { initiates, canSignal, send, onView } = needs;
  let epoch = -1;
  let peer: Peer | undefined;
  /** Signals that came while the connection was being built. */
  let early: Signal[] | undefined;
  let tries = 0;
  let searchedAt = -Infinity;
  let closed = false;
  let timer: ReturnType<typeof setTimeout>;
  let view: PairView = { state: 'connecting', hearsThem: true, hearsMe: true, isWeak: false };
  let ear = newEar();

  function show(change: Partial<PairView>) {
    const next = { ...view, ...change };
    if (JSON.stringify(next) === JSON.stringify(view)) return;
    view = next;
    onView(view);
  }

  function after(ms: number, run: () => void) {
    clearTimeout(timer);
    timer = setTimeout(() => !closed && run(), ms);
  }

  function drop() {
    peer?.close();
    peer = undefined;
    early = undefined;
    ear = newEar();
  }

  async function build(next: number) {
    drop();
    epoch = next;
    early = [];
    after(connectsWithinMs, rebuild);
    const ice = await needs.ice();
    if (closed || epoch !== next || !early) return;
    const made = needs.open({
      ...{ initiates, ice, freshIce: needs.ice, track: needs.track(), bits: needs.bits(ear.theyWant) },
      send: (signal) => send(next, signal),
      onState: (state) => peer === made && hearState(state),
      onSound: needs.onSound,
      onNoRelay: needs.onNoRelay,
    });
    const waiting = early;
    early = undefined;
    peer = made;
    for (const signal of waiting) pass(made, signal);
  }

  function hearState(state: RTCPeerConnectionState) {
    if (state === 'connected') isWell();
    else if (state === 'failed') findWay();
    else if (state === 'disconnected') after(disconnectedForMs, findWay);
  }

  function isWell() {
    clearTimeout(timer);
    tries = 0;
    ear.wellAt = now();
    show({ state: 'connected', hearsThem: true });
  }

  /** Looks for a new way for the connection that there is. */
  function findWay() {
    show({ state: 'mending' });
    if (!canSignal() || now() - searchedAt < searchesApartMs) return;
    searchedAt = now();
    if (initiates) peer?.restart();
    else send(Math.max(epoch, 0), { type: 'restart' });
    after(newWayWithinMs, rebuild);
  }

  function rebuild() {
    show({ state: 'mending' });
    if (!canSignal()) return;
    after(pauseMs(tries++), () => {
      if (initiates) return void build(epoch + 1);
      send(Math.max(epoch, 0), { type: 'rebuild' });
      after(connectsWithinMs, rebuild);
    });
    if (tries === hopelessAfterTries) needs.onHopeless();
  }

  /** The other side asks for it: it may know better than we do, unless it speaks of a connection that is gone. */
  function asked(of: number, what: 'restart' | 'rebuild') {
    if (!initiates || of > epoch) return;
    const isOld = of < epoch;
    if (isOld && view.state !== 'mending') return;
    if (what === 'restart' && !isOld && peer) return findWay();
    show({ state: 'mending' });
    void build(epoch + 1);
  }

  function hearReport({ sent, deaf, wants }: Extract<Signal, { type: 'report' }>) {
    ear.reportedAt = [ear.reportedAt[1], now()];
    ear.theySend = sent > ear.theirSent;
    // Nothing was sent that we could have missed.
    if (!ear.theySend) show({ hearsThem: true });
    ear.theirSent = sent;
    if (ear.theyWant !== wants) {
      ear.theyWant = wants;
      peer?.spend(needs.bits(wants));
    }
    show({ hearsMe: !deaf });
    // What the other side says comes in time also where a hidden page's timers hardly run.
    listen();
  }

  const report = () => {
    const { sent, received } = ear.counted.at(-1)?.counts ?? { sent: 0, received: 0 };
    if (!peer || !canSignal()) return;
    send(epoch, { type: 'report', sent, received, deaf: !view.hearsThem, wants: needs.wants() });
  };

  /** Counts what crossed, and finds out whether the other side is heard although it sends. */
  async function look() {
    const counting = peer;
    if (counting?.isOver() && view.state === 'connected') return rebuild();
    const counts = await counting?.counts().catch(() => undefined);
    if (closed || !counts || peer !== counting) return;
    const at = now();
    const before = ear.counted[0];
    const hasMore = counts.received > (ear.counted.at(-1)?.counts.received ?? 0);
    if (hasMore) ear.heardAt = Math.max(ear.heardAt, counts.receivedAt ?? at);
    ear.counted = [...ear.counted, { counts, at }].slice(-lookBack);
    if (before) {
      const quality = qualityBetween(before.counts, counts, at - before.at);
      show({ quality, isWeak: isWeak(quality) });
    }
    listen();
  }

  const silentMs = () => {
    const at = peer?.heardAt() ?? 0;
    if (at > ear.heardAt) {
      ear.heardAt = at;
      ear.theySend = true;
    }
    return now() - ear.heardAt;
  };

  /** Finds out whether the other side is heard although it sends; true while that is doubtful. */
  function listen(): boolean {
    const ms = silentMs();
    if (ms < oddAfterMs) {
      ear.silentSince = Infinity;
      if (view.hearsThem && view.state !== 'mending') return false;
      isWell();
      report();
      return false;
    }
    ear.silentSince = Math.min(ear.silentSince, now());
    if (isDeaf() && view.hearsThem && view.state === 'connected') {
      show({ hearsThem: false });
      report();
      findWay();
    }
    return ear.theySend && ms > oddAfterMs;
  }

  /** They sent between two reports, and before the first of these we heard them for the last time. */
  function isDeaf(): boolean {
    const since = Math.max(ear.heardAt, ear.wellAt);
    const isSeen = now() - ear.silentSince >= seenSilentMs;
    return now() - since > deafAfterMs && isSeen && ear.theySend && since < ear.reportedAt[0];
  }

  if (initiates) void build(0);
  else after(connectsWithinMs, rebuild);

  return {
    hear(of: number, signal: Signal) {
      if (closed) return;
      if (signal.type === 'restart' || signal.type === 'rebuild') return asked(of, signal.type);
      if (signal.type === 'report') return of === epoch ? hearReport(signal) : undefined;
      if (of < epoch || (of > epoch && initiates)) return;
      if (of > epoch) void build(of);
      if (early) early.push(signal);
      else if (peer) pass(peer, signal);
    },
    look,
    listen,
    report,
    quality: () => (view.state === 'connected' ? view.quality : undefined),
    /** The line to the server is back, or this device has another network: what is broken is looked after now. */
    lineIsBack() {
      if (view.state === 'connected' && (silentMs() < oddAfterMs || !ear.theySend)) return;
      searchedAt = -Infinity;
      if (peer) findWay();
      else rebuild();
    },
    speakWith: (next: MediaStreamTrack | null) => peer?.speakWith(next),
    spend: () => peer?.spend(needs.bits(ear.theyWant)),
    /** Chromium goes on telling for ten seconds how loud the last word was. */
    level: () => (peer && silentMs() < oddAfterMs ? peer.level() : 0),
    close() {
      closed = true;
      clearTimeout(timer);
      drop();
    },
  };
}

export type Pair = ReturnType<typeof createPair>;

function pass(peer: Peer, signal: Signal) {
  if (signal.type === 'offer' || signal.type === 'answer' || signal.type === 'candidate') peer.hear(signal);
}

/** What is known of one connection's sound, both ways. */
function newEar() {
  return {
    /** When the last packet came; none has yet. */
    heardAt: 0,
    /** When it was last found in order: silence counts from then on. */
    wellAt: now(),
    /** Since when we look and find it silent. */
    silentSince: Infinity,
    counted: [] as { counts: Counts; at: number }[],
    theirSent: 0,
    theySend: false,
    /** When the last two reports came. */
    reportedAt: [0, 0] as [number, number],
    theyWant: 'voice' as 'voice' | 'low',
  };
}

/** At once the first time, then 1, 2, 4, 8 seconds and so on. */
const pauseMs = (tries: number) => (tries === 0 ? 0 : Math.min(longestPauseMs, 500 * 2 ** tries));

/** Milliseconds since 1970 by the clock that stamps packets: nobody sets it, and in sleep it mostly stands. */
const now = () => performance.timeOrigin + performance.now();
