import { withCalmOpus } from './calm-opus';

const sdp = (...rows: string[]) =>
  ['m=audio 9 UDP/TLS/RTP/SAVPF 111 63', ...rows, 'a=mid:0', ''].join('\r\n');
const calm = ['a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1;maxaveragebitrate=24000', 'a=ptime:40'];

test('Opus is asked for calmly, in place of what the browser proposed', () => {
  const proposed = sdp('a=rtpmap:111 opus/48000/2', 'a=fmtp:111 minptime=10;useinbandfec=1', 'a=ptime:20');
  expect(withCalmOpus(proposed)).toBe(sdp('a=rtpmap:111 opus/48000/2', ...calm));
});

test('also where the browser proposed nothing', () => {
  expect(withCalmOpus(sdp('a=rtpmap:111 opus/48000/2', 'a=rtcp-fb:111 transport-cc'))).toBe(
    sdp('a=rtpmap:111 opus/48000/2', ...calm, 'a=rtcp-fb:111 transport-cc'),
  );
});

test('a description without Opus stays as it is', () => {
  expect(withCalmOpus(sdp('a=rtpmap:63 red/48000/2'))).toBe(sdp('a=rtpmap:63 red/48000/2'));
});
