import { newId } from '../../shared/ids';
import { limits, perPair } from '../../shared/limits';
import { type Signal, voiceFacts } from '../../shared/voice';
import { seeded } from '../faults/random';
import { handClock } from '../support/clock';
import type { Person } from '../support/house';
import { inVoice, offer, seatsOf } from '../support/in-voice';
import { fuzzedSignal, ownAddress, type Seats } from './garbage/signals';

/** Fewer than a pair may send at once, so that each is read and not only refused as one too many. */
const batch = perPair.signals.burst - 5;
/** After so long all of its share is back. */
const batchMs = 1_000 * (perPair.signals.burst / perPair.signals.perSecond);

/**
 * So many fuzzed signals to a house whose time is in our hands, half of them by someone in voice and half by
 * someone inside without a seat, while Ada connects to Bob. Gives how they were answered, and whatever went wrong.
 */
export async function fuzzSignals({ signals, seed }: { signals: number; seed: number }) {
  const random = seeded(seed);
  const clock = handClock();
  const turn = { urls: ['turn:127.0.0.1:3478'], secret: 'a secret of the two', ttlSeconds: 600 };
  const { house, roomId, ada, bob, adaSeat, bobSeat, sits, signal } = await inVoice({
    clock,
    settings: { voice: { turn, stun: [] } },
  });
  const { person: mal, seat } = await sits('Mal');
  const eve = await house.come('Eve');
  await eve.enter(roomId);
  const roster = JSON.stringify(await seatsOf(ada));

  const others = [adaSeat.id, bobSeat.id];
  const roomIds = [roomId, roomId, roomId, roomId, roomId, roomId, newId()];
  const seats = new Map<Person, Seats>([
    [mal, { roomIds, from: [seat.id, seat.id, seat.id, seat.id, ...others], to: others }],
    [eve, { roomIds, from: [newId(), ...others, seat.id], to: others }],
  ]);
  const answers: Record<string, number> = {};
  const wrong: string[] = [];
  let passed = 0;
  let epoch = 0;

  async function fuzzOne(by: Person) {
    const fuzzed: unknown = JSON.parse(fuzzedSignal(random, seats.get(by) as Seats));
    const answer = await by.socket.timeout(30_000).emitWithAck('voice:signal', fuzzed);
    const how = answer.ok ? 'passed, or held back' : answer.why;
    answers[how] = (answers[how] ?? 0) + 1;
    if (by === eve && answer.ok) wrong.push(`without a seat: ${JSON.stringify(fuzzed)}`);
  }

  /** What reached Ada and Bob is sound, of whom it says, and tells nobody's address. */
  async function look() {
    for (const [own, person] of [
      [adaSeat.id, ada],
      [bobSeat.id, bob],
    ] as const) {
      const heard = await person.heard('voice:signalled');
      for (const told of heard) {
        const isSound = voiceFacts['voice:signalled'].safeParse(told).success;
        const isFrom = told.from === seat.id || (own === bobSeat.id && told.from === adaSeat.id);
        const text = JSON.stringify(told.signal);
        const isSafe = !rowsOf(told.signal).some(tells) && Buffer.byteLength(text) <= limits.signalBytes;
        if (!isSound || !isFrom || told.to !== own || !isSafe) wrong.push(`heard: ${text.slice(0, 300)}`);
      }
      passed += heard.filter(({ from }) => from === seat.id).length;
      const ofAda = heard.filter(({ from }) => from === adaSeat.id).map((told) => told.epoch);
      if (own === bobSeat.id && ofAda.join() !== String(epoch))
        wrong.push(`of Ada's: ${ofAda}, not ${epoch}`);
      person.forgetHeard();
    }
  }

  for (let sent = 0; sent < signals; sent += 2 * batch, epoch++) {
    const fuzzing = Array.from({ length: 2 * batch }, (_, n) => fuzzOne(n % 2 ? mal : eve));
    const { ok } = await signal(ada, { epoch, signal: offer });
    if (!ok) wrong.push('Ada was refused');
    await Promise.all(fuzzing);
    await look();
    await clock.advance(batchMs);
  }
  const { seats: atEnd } = await mal.enter(roomId);
  if (JSON.stringify(atEnd) !== roster) wrong.push(`the roster: ${JSON.stringify(atEnd)}`);
  return { answers, wrong, passed, sent: epoch * 2 * batch };
}

const rowsOf = (signal: Signal): string[] => {
  if (signal.type === 'candidate') return [signal.candidate.candidate];
  return 'sdp' in signal ? signal.sdp.split(/[\r\n]/) : [];
};

/** A row in which a browser would look for an address has one that is not the relay's. */
const tells = (row: string) => /candidate|^[co]=|^a=rtcp:/i.test(row) && row.includes(ownAddress);
