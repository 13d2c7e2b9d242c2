import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';

/** A datagram may be lost on the way: it is sent again after so long. */
const sendAgainMs = 500;
const giveUpMs = 1_500;

/** Whether the relay answers at one of its addresses at least, such as `turn:turn.example.org:3478`. Never throws. */
export async function relayAnswers(urls: string[]): Promise<boolean> {
  const answers = await Promise.all(urls.map(answersAt));
  return answers.includes(true);
}

function answersAt(url: string): Promise<boolean> {
  const [, scheme, host = '', port, transport] =
    /^(turns?):(\[[^\]]+\]|[^:?]+)(?::(\d+))?(?:\?transport=(\w+))?/.exec(url) ?? [];
  const secure = scheme === 'turns';
  const place = { host: host.replace(/^\[|\]$/g, ''), port: Number(port ?? (secure ? 5349 : 3478)) };
  return secure || transport === 'tcp' ? takesConnections(place) : answersBinding(place);
}

interface Place {
  host: string;
  port: number;
}

function takesConnections({ host, port }: Place): Promise<boolean> {
  const line = connect({ host, port });
  return new Promise<boolean>((resolve) => {
    line.once('connect', () => resolve(true));
    line.once('error', () => resolve(false));
    line.setTimeout(giveUpMs, () => resolve(false));
  }).finally(() => line.destroy());
}

/** A STUN binding request needs no credentials (RFC 8489, section 5). */
function answersBinding({ host, port }: Place): Promise<boolean> {
  const request = Buffer.alloc(20);
  request.writeUInt16BE(0x0001, 0);
  request.writeUInt32BE(0x2112a442, 4);
  randomBytes(12).copy(request, 8);
  const isAnswer = (said: Buffer) => said.length >= 20 && said.subarray(4, 20).equals(request.subarray(4));

  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  const timers: NodeJS.Timeout[] = [];
  return new Promise<boolean>((resolve) => {
    const send = () => socket.send(request, port, host, (problem) => problem && resolve(false));
    socket.on('message', (said) => isAnswer(said) && resolve(true));
    socket.on('error', () => resolve(false));
    send();
    timers.push(
      setTimeout(send, sendAgainMs),
      setTimeout(() => resolve(false), giveUpMs),
    );
  }).finally(() => {
    for (const timer of timers) clearTimeout(timer);
    socket.close();
  });
}
