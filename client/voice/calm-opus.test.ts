import { withCalmOpus } from './calm-opus';

const sdp = (...rows: string[]) =>
  ['m=audio 9 UDP/TLS/RTP/SAVPF 111 63', ...rows, 'a=mid:0', ''].join('\r\n');
const opus = 'a=rtpmap:111 opus/48000/2';
const calm = [
  'a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1;maxaveragebitrate=24000;maxplaybackrate=16000',
  'a=ptime:60',
];
const red = ['a=rtpmap:63 red/48000/2', 'a=fmtp:63 111/111'];

test('Opus is asked for calmly, in place of what the browser proposed', () => {
  const proposed = sdp(opus, 'a=fmtp:111 minptime=10;useinbandfec=1', 'a=ptime:20', ...red);
  expect(withCalmOpus(proposed)).toBe(sdp(opus, ...calm, ...red));
});

test('also where the browser proposed nothing', () => {
  expect(withCalmOpus(sdp(opus, ...red))).toBe(sdp(opus, ...calm, ...red));
});

test('nothing is sent to search for bandwidth; how loud a packet is stays', () => {
  const loudness = 'a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level';
  const searching = [
    'a=extmap:2 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time',
    'a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
    'a=rtcp-fb:111 transport-cc',
  ];
  expect(withCalmOpus(sdp(loudness, ...searching, opus))).toBe(sdp(loudness, opus, ...calm));
});

test('a description without Opus stays as it is', () => {
  expect(withCalmOpus(sdp(...red, 'a=ptime:20'))).toBe(sdp(...red, 'a=ptime:20'));
});
