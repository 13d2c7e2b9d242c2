import type { Signal } from '../../shared/voice';
import { inVoice } from '../../test/support/in-voice';

const turn = { urls: ['turn:127.0.0.1:3478'], secret: 'a secret of the two', ttlSeconds: 600 };
const candidateOf = (candidate: string): Signal => ({
  type: 'candidate',
  round: 0,
  candidate: { candidate, sdpMLineIndex: 0, sdpMid: '0' },
});

test('without a relay the browsers reach each other directly, and their signals pass as they are', async () => {
  const { roomId, ada, bob, signal } = await inVoice({
    settings: { voice: { stun: ['stun:stun.test:3478'] } },
  });
  expect(await ada.get('voice:ice', { roomId })).toEqual({
    iceServers: [{ urls: ['stun:stun.test:3478'] }],
    relayOnly: false,
  });
  const host = candidateOf('candidate:1 1 udp 2122260223 192.168.1.7 50000 typ host generation 0');
  await signal(ada, { signal: host });
  expect(await bob.heard('voice:signalled')).toMatchObject([{ signal: host }]);
});

test('with a relay, only relay candidates pass, and nothing else that says where somebody is', async () => {
  const { ada, bob, signal } = await inVoice({ settings: { voice: { turn, stun: [] } } });
  const passed = async (what: Signal) => {
    bob.forgetHeard();
    expect(await signal(ada, { signal: what })).toEqual({ ok: true, value: null });
    return (await bob.heard('voice:signalled')).map((told) => told.signal);
  };
  const relay = 'candidate:9 1 udp 41885439 203.0.113.5 50100 typ relay';
  for (const candidate of [
    'candidate:1 1 udp 2122260223 192.168.1.7 50000 typ host generation 0',
    'candidate:1 1 udp 2122260223 c0ffee.local 50000 typ host generation 0',
    'candidate:2 1 udp 1686052607 198.51.100.4 50000 typ srflx raddr 192.168.1.7 rport 50000',
    'candidate:3 1 udp 1686052607 198.51.100.4 50000 typ prflx raddr 192.168.1.7 rport 50000',
    'candidate:4 1 udp 1686052607 198.51.100.4 50000 typ host x typ relay',
    `${relay} generation 0\r\na=candidate:1 1 udp 2122260223 192.168.1.7 50000 typ host`,
    `${relay}-not`,
    '192.168.1.7',
  ])
    expect(await passed(candidateOf(candidate))).toEqual([]);

  expect(await passed(candidateOf(`${relay} raddr 198.51.100.4 rport 50000 generation 0`))).toEqual([
    candidateOf(`${relay} raddr 0.0.0.0 rport 0 generation 0`),
  ]);
  expect(await passed(candidateOf(''))).toEqual([candidateOf('')]);
  expect(
    await passed(candidateOf(`${relay} generation 0 ufrag abcd network-cost 999 host 192.168.1.7`)),
  ).toEqual([candidateOf(`${relay} generation 0 ufrag abcd network-cost 999`)]);

  const sdp = [
    'v=0',
    'o=- 4611731400430051336 2 IN IP4 192.168.1.7',
    's=-',
    'm=audio 50000 UDP/TLS/RTP/SAVPF 111',
    'c=IN IP4 198.51.100.4\u2028c=IN IP4 192.168.1.7',
    'a=rtcp:9 IN IP4 192.168.1.7\u2028192.168.1.7',
    'a=candidate:1 1 udp 2122260223 192.168.1.7 50000 typ host generation 0',
    `a=${relay} raddr 198.51.100.4 rport 50000`,
    'candidate:1 1 udp 2122260223 192.168.1.7 50000 typ host',
    'A=CANDIDATE:1 1 UDP 2122260223 192.168.1.7 50000 TYP HOST',
    'a=remote-candidates:1 192.168.1.7 50000',
    'a=end-of-candidates',
    'a=mid:0',
    '',
  ].join('\r\n');
  expect(await passed({ type: 'answer', round: 0, sdp })).toEqual([
    {
      type: 'answer',
      round: 0,
      sdp: [
        'v=0',
        'o=- 4611731400430051336 2 IN IP4 0.0.0.0',
        's=-',
        'm=audio 50000 UDP/TLS/RTP/SAVPF 111',
        'c=IN IP4 0.0.0.0',
        'a=rtcp:9 IN IP4 0.0.0.0',
        `a=${relay} raddr 0.0.0.0 rport 0`,
        'a=end-of-candidates',
        'a=mid:0',
        '',
      ].join('\r\n'),
    },
  ]);
});
