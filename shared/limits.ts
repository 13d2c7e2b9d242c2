/** Numbers both sides agree on; the unit is in the name. */
export const limits = {
  nameChars: 40,
  bodyChars: 8_000,
  /** Of what someone is still writing, the others see so much of its end. */
  liveChars: 500,
  /** A line being written is told to the others at most this often. */
  liveEachMs: 200,
  titleChars: 120,
  noticeChars: 4_000,
  historyPage: 50,
  /** How long a room keeps what is said in it, by its choice. */
  keptMs: { day: 24 * 3_600_000, month: 30 * 24 * 3_600_000 },
  /** What one answer carries of what a reader missed. Whoever missed more starts anew from the newest page. */
  missedMessages: 1_000,
  missedBytes: 256 * 1024,

  /** A socket that has not said it is alive for this long is cut (Socket.IO's ping and its timeout). */
  pingIntervalMs: 10_000,
  pingTimeoutMs: 10_000,
  /** After a line breaks, those inside are told so this much later, unless it came back meanwhile. */
  lineLostAfterMs: 3_000,
  /** A lost line keeps its place until this long after its last sign of life. */
  placeKeptMs: 42_000,
  /** A page that says it is closing keeps its place this long, so that a reload changes nothing. */
  closingKeptMs: 1_500,

  /** No answer from the server after this long is told to the person as "not sent". */
  answerMs: 8_000,

  frameBytes: 64 * 1024,
  bodyBytes: 32 * 1024,
  boardFrameBytes: 256 * 1024,
  signalBytes: 16 * 1024,
  /** What one slow reader may have waiting before it is cut (it catches up when it returns). */
  socketQueueBytes: 1024 * 1024,

  /** Who can speak and listen in one circle, unless the house says otherwise; and the most it may say. */
  voicePlaces: 8,
  mostVoicePlaces: 12,
  /** What one voice may take, in bits a second, before what the network adds. */
  voiceBits: { voice: 24_000, low: 18_000 },
  /** Whoever has the talking piece has it to themselves for so long; then anyone in voice may put it away. */
  pieceKeptMs: 5 * 60_000,
  /** Ways to the relay that are given before someone has a seat are good for this long. */
  triedRelaySeconds: 60,
  boardsPerRoom: 200,
} as const;

/** How often something may be done: so many times at once, and so many more each second. */
export interface Rate {
  burst: number;
  perSecond: number;
}

/** One socket, whoever's it is. What is beyond these is cut; a page that is cut comes back and catches up. */
export const perLine = {
  frames: { burst: 1_500, perSecond: 150 },
  bytes: { burst: 4 * 1024 * 1024, perSecond: 400 * 1024 },
  /**
   * What a slow reader of a live line may have waiting behind as much again that is on its way, and how long it
   * may take for that. Of a board: `limits.socketQueueBytes`.
   */
  waitingBytes: limits.socketQueueBytes / 2,
  stuckMs: 15_000,
  /** From opening a socket to having said who one is; the same for the head of a request. */
  unknownMs: 4_000,
  /** A whole request: what a weak line needs for the largest body. */
  requestMs: 15_000,
  /** How long a socket that was closed may take to answer the goodbye. */
  goodbyeMs: 1_000,
} as const;

/** One person, on all their pages together. */
export const perPerson = {
  pages: 10,
  boardPages: 10,
  usual: { burst: 60, perSecond: 12 },
  commands: {
    'message:send': { burst: 10, perSecond: 5 },
    'message:edit': { burst: 10, perSecond: 4 },
    'message:take-back': { burst: 20, perSecond: 4 },
    // One line each `limits.liveEachMs`, and what a stumbling network delivers at once.
    'live:write': { burst: 30, perSecond: 6 },
    'room:enter': { burst: 30, perSecond: 3 },
    'voice:join': { burst: 20, perSecond: 1 },
    'voice:try': { burst: 6, perSecond: 0.1 },
    // To seven others, each of whom may need a new connection at the same moment.
    'voice:signal': { burst: 400, perSecond: 40 },
    // Everyone in the circle is asked.
    'hearing:ask': { burst: 5, perSecond: 0.1 },
    'people:rename': { burst: 10, perSecond: 0.1 },
    'board:start': { burst: 10, perSecond: 1 },
    'board:rename': { burst: 10, perSecond: 1 },
  },
} as const;

/**
 * One network address. A centre's people share one; so does everybody behind a proxy that `TRUST_PROXY` does
 * not tell of, and even then the house must not stand empty.
 */
export const perAddress = {
  sockets: 500,
  /** Pages at the door that have not said who they are. */
  strangers: 50,
  /** Everyone may come back at once. */
  connections: { burst: 500, perSecond: 50 },
  /** Pages and sessions; to draw a page takes some milliseconds. */
  requests: { burst: 300, perSecond: 30 },
  entries: { burst: 120, perSecond: 0.2 },
  /** What all strangers there ask together. */
  strangerCommands: { burst: 600, perSecond: 60 },
} as const;

/** One room, by all its people together. Who says little is heard even while others take all of that. */
export const perRoom = {
  littleOfOne: { burst: 3, perSecond: 1 },
  /** How many of the others' may wait for the disk at the same time. */
  underWay: 16,
  busyRetryMs: 250,
  commands: {
    'message:send': { burst: 50, perSecond: 50 },
    // Six who write without a pause; more take turns.
    'live:write': { burst: 60, perSecond: 30 },
  },
} as const;

/** From one seat to another in voice. */
export const perPair = {
  signals: { burst: 30, perSecond: 2 },
} as const;

/** When whoever found no place may try again. */
export const noPlaceRetryMs = 5_000;

/** How long a room may keep its words, the shortest first: `limits.keptMs`, or until the house itself ends. */
export const keepsChoices = ['day', 'month', 'always'] as const;
