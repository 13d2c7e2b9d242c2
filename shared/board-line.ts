/**
 * What travels over `/boards/ID` (a WebSocket asked for with the subprotocols `porchlight` and the
 * session's token). It is the y-websocket protocol, every frame binary and beginning with its kind as a
 * varUint, with these differences:
 *
 * - The server sends its sync step 1 first. What a page writes before its own step 2 may be passed over:
 *   the step 2 holds it too.
 * - An update is written to disk before it is passed on to anyone.
 * - `asking` (10, then a counter of the page's choice) is answered by `saved` (11, the same counter) once
 *   everything that came before it on this socket is on disk, deletions included. Ask after a step 2 and
 *   after each update; ask every few seconds to prove that the line is alive.
 * - A socket has one Yjs client id for its cursor, the first it announces. The server writes `user` itself
 *   (`{ name, personId }`), keeps `cursor` and drops the rest; other people's ids are passed over.
 * - A Yjs client id belongs to the person who used it first; nobody else can write under it.
 * - One root, `boardRoot`, an XML fragment of the nodes and marks that `client/boards/story.ts` names.
 *
 * Codes from 4400 to 4499 mean that coming back alone will not help; after others, come back.
 */
export const boardKinds = { sync: 0, awareness: 1, queryAwareness: 3, asking: 10, saved: 11 } as const;

export const boardRoot = 'story';

export const boardCodes = {
  /** What was sent is malformed, or not this person's to send. */
  refused: 4400,
  /** This person is no longer inside the room. */
  letGo: 4403,
  /** The board holds as much as it can. Deleting still works. */
  full: 4413,
  /** The store could not keep what was sent: the page still has it and sends it again. */
  notSaved: 4503,
  tooFast: 4529,
  /** The server could not read the board. It is never shown empty instead. */
  notLoaded: 1011,
  /** The server is going away for a moment. */
  restarting: 1012,
} as const;

export const boardLimits = {
  /** A whole board, encoded. */
  bytes: 5 * 1024 * 1024,
  awarenessBytes: 2 * 1024,
  /** The longest text to paste at once, in characters: it must fit into one frame. */
  pasteChars: 50_000,
} as const;
