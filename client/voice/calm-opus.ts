import { limits } from '../../shared/limits';

/**
 * How we ask to be spoken to, as written into the description of the other side that our browser is given.
 * What a browser reads there, it sends by; `limits.voiceBits.low` is for the sender's own `maxBitrate`.
 *
 * Measured with speech through a relay in Chromium, each packet having 28 bytes of IP and UDP and 4 of TURN.
 * Concealed is what the receiver had to make up (the share of all it played) with 10 % of the packets lost and
 * 60 ms of jitter, and with 30 % lost:
 *
 *     kbit/s  packets of     band    repairs     on the wire   10 %    30 %
 *     32      20 ms          full    in Opus     61            2.8 %           what a browser proposes
 *     24      20 ms          full    none        52            10 %
 *     24      60 ms          full    in Opus     32            2.9 %   23 %
 *     24      40 ms          8 kHz   in Opus     36            2.4 %   11 %
 *     24      60 ms          8 kHz   in Opus     31            2.0 %   11 %    `voice`
 *     18      60 ms          8 kHz   in Opus     25            2.9 %   12 %    `low`
 *     16      60 ms          8 kHz   in Opus     23            9.5 %           too few bits: Opus leaves repairs out
 *     12      40 ms          8 kHz   RED         37            1.2 %
 *
 * - A band of 8 kHz keeps Opus with the part of it (SILK) whose packets carry a coarse copy of the one before;
 *   a tone of 7 kHz still arrives whole. In silence nearly nothing is sent (3 kbit/s).
 * - RED sends every packet twice. It conceals least, but at half the bits for the voice itself, always, and
 *   only Chromium sends it.
 * - The browser's own search for bandwidth is left out: on a line that loses packets it filled voice up with
 *   empty ones, to two and three times as much. How much a line carries, `steps.ts` finds out by what arrives.
 *
 * RFC 7587 section 6.1 has the parameters of Opus. A description without Opus is given back as it is.
 */
export function withCalmOpus(sdp: string): string {
  const opus = /^a=rtpmap:(\d+) opus\/48000/im.exec(sdp)?.[1];
  if (!opus) return sdp;
  const calm = [`a=fmtp:${opus} ${parameters}`, `a=ptime:${packetMs}`];
  return sdp
    .split(/\r?\n/)
    .filter((row) => !row.startsWith(`a=fmtp:${opus} `) && !unwanted.test(row))
    .flatMap((row) => (row.startsWith(`a=rtpmap:${opus} `) ? [row, ...calm] : [row]))
    .join('\r\n');
}

const packetMs = 60;
const parameters = [
  'minptime=10',
  'useinbandfec=1',
  'usedtx=1',
  `maxaveragebitrate=${limits.voiceBits.voice}`,
  'maxplaybackrate=16000',
].join(';');

/** Besides the length of packets: the search for bandwidth, and what packets carry for it but how loud they are. */
const unwanted = /^a=(ptime:|rtcp-fb:\S+ transport-cc|extmap:(?!.*ssrc-audio-level))/;
