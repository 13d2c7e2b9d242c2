import { computed, type ReadonlySignal, signal } from '@preact/signals';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { encodeAwarenessUpdate } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { boardCodes, boardKinds } from '../../shared/board-line';
import { comeBackAfterMs } from '../come-back';

/** How what I write stands. `saved` only when the server said so of everything up to now. */
type Standing = 'opening' | 'failed' | 'saved' | 'saving' | 'lost' | 'refused' | 'full';

/** Someone else on the same board, as the server names them. */
export interface Fellow {
  personId: string;
  name: string;
}

/** One board as this page writes it: its document, its line to the server, and how the two agree. */
export interface Story {
  readonly doc: Y.Doc;
  readonly provider: WebsocketProvider;
  readonly standing: ReadonlySignal<Standing>;
  /** The whole board has come at least once: it may be shown and written on. */
  readonly opened: ReadonlySignal<boolean>;
  /** Something I wrote is only here. */
  readonly unsaved: ReadonlySignal<boolean>;
  readonly fellows: ReadonlySignal<Fellow[]>;
  /** Runs each time before others' words are put on the page. */
  beforeOthers(run: () => void): () => void;
  /** I am inside the room (again): comes back if I was let go of meanwhile. */
  letIn(): void;
  /** Comes back at once instead of waiting for its turn. */
  tryAgain(): void;
  /** Document, line and cursor end together. What the server did not get is gone. */
  end(): void;
}

/** The line proves itself this often, and a dead one is known within 13 s, whatever the browser believes. */
const proveEveryMs = 4_000;
const proofMs = 6_000;
const lookEveryMs = 1_000;
/** Letters typed together are asked about together. */
const askAfterMs = 100;
/** A cut shorter than this is not worth a word. */
const lostAfterMs = 3_000;
const failedAfterMs = 10_000;
/** ws closes with this when a frame is too large: sending it again would not help. */
const tooLargeCode = 1009;

export function openStory({ address, boardId, token, socket }: Opening): Story {
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(address, boardId, doc, {
    protocols: ['porchlight', token],
    disableBc: true,
    shouldReconnect: ({ code }) => code !== tooLargeCode && !(code >= 4400 && code < 4500),
    ...(socket && { WebSocketPolyfill: socket }),
  });
  const { awareness } = provider;
  const opened = signal(false);
  const failed = signal(false);
  const lost = signal(false);
  const stopped = signal<'refused' | 'full' | undefined>(undefined);
  const fellows = signal<Fellow[]>([]);
  /** My changes so far, and how many of them the server has on disk. None is known before it says so. */
  const changes = signal(0);
  const kept = signal(-1);
  let askedAt: number | undefined;
  let answeredAt = Date.now();
  let triedAt = Date.now();
  let downSince: number | undefined = triedAt;
  let asking: ReturnType<typeof setTimeout> | undefined;

  const standing = computed<Standing>(() => {
    if (stopped.value) return stopped.value;
    if (!opened.value) return failed.value ? 'failed' : 'opening';
    if (lost.value) return 'lost';
    return kept.value >= changes.value ? 'saved' : 'saving';
  });

  function ask() {
    clearTimeout(asking);
    asking = undefined;
    // Before the first sync the server may pass over what was sent.
    if (!provider.synced) return;
    askedAt ??= Date.now();
    send(provider, boardKinds.asking, (encoder) => encoding.writeVarUint(encoder, changes.value));
  }

  const others = new Set<() => void>();
  const takeOthers = provider.messageHandlers[boardKinds.sync];
  provider.messageHandlers[boardKinds.sync] = (...message) => {
    for (const run of others) run();
    takeOthers?.(...message);
  };
  provider.messageHandlers[boardKinds.saved] = (_encoder, decoder) => {
    kept.value = decoding.readVarUint(decoder);
    answeredAt = Date.now();
    askedAt = undefined;
    lost.value = false;
  };
  doc.on('update', (_update: Uint8Array, from: unknown) => {
    if (from === provider) return;
    changes.value += 1;
    asking ??= setTimeout(ask, askAfterMs);
  });
  provider.on('sync', (isSynced) => {
    if (!isSynced) return;
    tries = 0;
    opened.value = true;
    failed.value = false;
    ask();
  });
  provider.on('status', ({ status }) => {
    triedAt = Date.now();
    if (status === 'connected') downSince = undefined;
    else downSince ??= triedAt;
    if (status !== 'connected') askedAt = undefined;
  });
  let tries = 0;
  provider.on('connection-close', (event) => {
    // y-websocket waits for the shorter of its own doubling time and this: so that this is what it waits.
    provider.wsUnsuccessfulReconnects = 30;
    provider.maxBackoffTime = comeBackAfterMs(tries);
    tries += 1;
    if (!opened.value && event?.code === boardCodes.notLoaded) failed.value = true;
  });
  provider.on('closed', ({ code }) => {
    // Let go of: the room says so itself, and what is left of this is taken down with it.
    if (code !== boardCodes.letGo) stopped.value = code === boardCodes.refused ? 'refused' : 'full';
  });

  // y-websocket tells the server of everyone's cursors; the server wants mine only, and knows the others.
  awareness.off('update', provider._awarenessUpdateHandler);
  awareness.on('update', ({ added, updated, removed }: Record<'added' | 'updated' | 'removed', number[]>) => {
    if (![...added, ...updated, ...removed].includes(doc.clientID)) return;
    const mine = encodeAwarenessUpdate(awareness, [doc.clientID]);
    send(provider, boardKinds.awareness, (encoder) => encoding.writeVarUint8Array(encoder, mine));
  });
  awareness.on('change', () => {
    fellows.value = fellowsIn(awareness.getStates(), doc.clientID);
  });

  const looking = setInterval(() => {
    const now = Date.now();
    if (downSince !== undefined && now - downSince > lostAfterMs) lost.value = true;
    if (downSince !== undefined && now - downSince > failedAfterMs) failed.value = true;
    // A browser waits for minutes on a knock that was lost on the way.
    if (provider.wsconnecting && now - triedAt > proofMs) comeBack();
    else if (askedAt !== undefined && now - askedAt > proofMs) {
      // Connected, it says, but nothing comes back: a new line, without waiting for this one to notice.
      downSince ??= askedAt;
      comeBack();
    } else if (now - answeredAt > proveEveryMs && askedAt === undefined) ask();
  }, lookEveryMs);

  function comeBack() {
    provider.disconnect();
    provider.connect();
  }

  return {
    doc,
    provider,
    standing,
    opened,
    unsaved: computed(() => changes.value > Math.max(0, kept.value)),
    fellows,
    beforeOthers(run) {
      others.add(run);
      return () => void others.delete(run);
    },
    letIn: () => void (provider.shouldConnect || stopped.value || provider.connect()),
    tryAgain() {
      stopped.value = undefined;
      failed.value = false;
      downSince = Date.now();
      comeBack();
    },
    end() {
      clearInterval(looking);
      clearTimeout(asking);
      provider.destroy();
      awareness.destroy();
      doc.destroy();
    },
  };
}

interface Opening {
  /** Where boards are, without the board: `wss://porch.example.org/boards`. */
  address: string;
  boardId: string;
  token: string;
  /** Instead of the browser's own. */
  socket?: typeof WebSocket;
}

function send({ ws }: WebsocketProvider, kind: number, write: (encoder: encoding.Encoder) => void) {
  if (ws?.readyState !== 1) return;
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, kind);
  write(encoder);
  ws.send(encoding.toUint8Array(encoder) as Uint8Array<ArrayBuffer>);
}

function fellowsIn(states: Map<number, { user?: Fellow }>, mine: number): Fellow[] {
  const byPerson = new Map<string, Fellow>();
  for (const [pen, { user }] of states)
    if (pen !== mine && typeof user?.name === 'string') byPerson.set(user.personId, user);
  return [...byPerson.values()].sort((one, other) => one.name.localeCompare(other.name));
}
