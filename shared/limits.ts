/** Numbers both sides agree on; the unit is in the name. */
export const limits = {
  nameChars: 40,
  bodyChars: 8_000,
  titleChars: 120,
  noticeChars: 4_000,
  historyPage: 50,

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

  voicePeers: 8,
  boardsPerRoom: 200,
  rateWindowMs: 10_000,
  /** What one line may send in that window before it is cut, on `/live` as on a board. */
  framesInWindow: 1_500,
  bytesInWindow: 4 * 1024 * 1024,
} as const;
