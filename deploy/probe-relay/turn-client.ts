import { createHmac, randomBytes } from 'node:crypto';
import { openRoad, type Place } from './road';
import {
  type Answer,
  type Attributes,
  attribute,
  decode,
  decodePeer,
  encode,
  encodePeer,
  keyOf,
  method,
  type Peer,
} from './stun';

export interface Credentials {
  username: string;
  password: string;
}

/** What Porchlight hands out, for so many seconds from now (coturn's `use-auth-secret`). */
export function credentialsFor(secret: string, seconds: number): Credentials {
  const username = `${Math.floor(Date.now() / 1000) + seconds}:${randomBytes(9).toString('base64url')}`;
  return { username, password: createHmac('sha1', secret).update(username).digest('base64') };
}

const sendAgainMs = 500;
const givesUpMs = 5_000;
const protocolOf = { udp: 17, tcp: 6 };
const familyOf = { IPv4: 1, IPv6: 2 };
/** Channels are numbered from here (RFC 8656 section 12). */
const firstChannel = 0x4000;

export type TurnClient = Awaited<ReturnType<typeof openTurnClient>>;

/**
 * A client of a relay (RFC 8656) that sends no media: it asks what the relay would do for it. Every answer is the
 * number of the relay's refusal, or 0 when it grants what was asked. Rejects when the relay does not answer.
 */
export async function openTurnClient(place: Place, credentials?: Credentials) {
  const asked = new Map<string, (answer: Answer) => void>();
  const road = await openRoad(place, (message) => {
    const answer = decode(message);
    asked.get(answer.transaction.toString('hex'))?.(answer);
  });
  let signing: { key: Buffer; attributes: Attributes } | undefined;
  let channel = firstChannel;

  function exchange(of: number, attributes: (transaction: Buffer) => Attributes): Promise<Answer> {
    const transaction = randomBytes(12);
    const id = transaction.toString('hex');
    const request = encode(
      of,
      transaction,
      [...attributes(transaction), ...(signing?.attributes ?? [])],
      signing?.key,
    );
    const again = setInterval(() => road.isLossy && road.say(request), sendAgainMs);
    return new Promise<Answer>((resolve, reject) => {
      asked.set(id, resolve);
      setTimeout(() => reject(new Error(`${place.host}:${place.port} does not answer`)), givesUpMs).unref();
      road.say(request);
    }).finally(() => {
      clearInterval(again);
      asked.delete(id);
    });
  }

  /** As the relay wants it: the first time it only says what to sign with, and later that this is outdated. */
  async function ask(of: number, attributes: (transaction: Buffer) => Attributes): Promise<Answer> {
    const answer = await exchange(of, attributes);
    const isNew = answer.refusal === 438 || (answer.refusal === 401 && !signing);
    const [realm, nonce] = [answer.attributes.get(attribute.realm), answer.attributes.get(attribute.nonce)];
    if (!isNew || !realm || !nonce || !credentials) return answer;
    signing = {
      key: keyOf(credentials.username, realm.toString(), credentials.password),
      attributes: [
        [attribute.username, Buffer.from(credentials.username)],
        [attribute.realm, realm],
        [attribute.nonce, nonce],
      ],
    };
    return exchange(of, attributes);
  }

  return {
    /** An address of the relay's own, through which this client would talk to others. */
    async allocate({ relays = 'udp', family = 'IPv4' }: Wanted = {}) {
      const answer = await ask(method.allocate, () => [
        [attribute.transport, Buffer.from([protocolOf[relays], 0, 0, 0])],
        ...((family === 'IPv6'
          ? [[attribute.family, Buffer.from([familyOf.IPv6, 0, 0, 0])]]
          : []) as Attributes),
      ]);
      const relayed = answer.attributes.get(attribute.relayed);
      return { refusal: answer.refusal, relayed: relayed && decodePeer(relayed, answer.transaction) };
    },
    /** May it hear that address, and send to it? */
    async permit(peer: Peer) {
      const own = (transaction: Buffer): Attributes => [[attribute.peer, encodePeer(peer, transaction)]];
      return (await ask(method.createPermission, own)).refusal;
    },
    /** The same in the short form that media takes. */
    async bind(peer: Peer) {
      const number = Buffer.alloc(4);
      number.writeUInt16BE(channel++);
      const own = (transaction: Buffer): Attributes => [
        [attribute.channel, number],
        [attribute.peer, encodePeer(peer, transaction)],
      ];
      return (await ask(method.channelBind, own)).refusal;
    },
    /** Gives its address back. */
    async close() {
      await ask(method.refresh, () => [[attribute.lifetime, Buffer.alloc(4)]]).catch(() => undefined);
      road.close();
    },
  };
}

interface Wanted {
  relays?: 'udp' | 'tcp';
  family?: 'IPv4' | 'IPv6';
}
