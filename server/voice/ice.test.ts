import { createHmac } from 'node:crypto';
import { limits, perPerson } from '../../shared/limits';
import { handClock } from '../../test/support/clock';
import { openHouse } from '../../test/support/house';
import { inVoice } from '../../test/support/in-voice';
import { readConfig } from '../config';
import { createIce } from './ice';

const turn = { urls: ['turn:127.0.0.1:3478'], secret: 'a secret of the two', ttlSeconds: 600 };
const settings = { voice: { turn, stun: [] } };

test('a relay’s credentials end when they say, are signed with the shared secret, and name nobody', () => {
  const { give } = createIce({ turn, stun: [] }, () => 1_000_000_999);
  const { iceServers, relayOnly } = give();
  const [server] = iceServers;
  expect(relayOnly).toBe(true);
  expect(server?.urls).toEqual(turn.urls);
  expect(server?.username).toMatch(/^1000600:[\w-]{12}$/);
  expect(server?.credential).toBe(
    createHmac('sha1', turn.secret)
      .update(server?.username ?? '')
      .digest('base64'),
  );
  expect(give().iceServers[0]?.username).not.toBe(server?.username);
});

test('ways to the relay are for those who have a seat, and fresh at each asking', async () => {
  const clock = handClock();
  const { house, roomId, ada } = await inVoice({ clock, settings });
  const cleo = await house.come('Cleo');
  await cleo.enter(roomId);
  expect(await cleo.ask('voice:ice', { roomId })).toEqual({ ok: false, why: 'not-found' });
  // Nor for another page of somebody who has one.
  const adaAgain = await house.again(ada);
  await adaAgain.enter(roomId);
  expect(await adaAgain.ask('voice:ice', { roomId })).toEqual({ ok: false, why: 'not-found' });

  const first = await ada.get('voice:ice', { roomId });
  expect(goodForSeconds(first, clock.now())).toBe(600);
  await clock.advance(60_000);
  expect(goodForSeconds(await ada.get('voice:ice', { roomId }), clock.now())).toBe(600);
  await ada.get('voice:leave', { roomId });
  expect(await ada.ask('voice:ice', { roomId })).toEqual({ ok: false, why: 'not-found' });
});

test('whoever only tries the relay has a minute for it, and may not try all day', async () => {
  const clock = handClock();
  const house = await openHouse({ clock, settings });
  const { roomId, ada } = await house.inRoom('kitchen', 'ada');
  const { burst } = perPerson.commands['voice:try'];
  for (let tries = 0; tries < burst; tries++)
    expect(goodForSeconds(await ada.get('voice:try', { roomId }), clock.now())).toBe(
      limits.triedRelaySeconds,
    );
  expect(await ada.ask('voice:try', { roomId })).toEqual({ ok: false, why: 'too-fast', retryInMs: 10_000 });
  const cleo = await house.come('Cleo');
  expect(await cleo.ask('voice:try', { roomId })).toEqual({ ok: false, why: 'not-inside' });

  const shorter = createIce({ turn: { ...turn, ttlSeconds: 30 }, stun: [] }, clock.now);
  expect(goodForSeconds(shorter.give(limits.triedRelaySeconds), clock.now())).toBe(30);
});

test('no setting makes a relay’s credentials good for more than ten minutes', () => {
  const given = (seconds?: string) =>
    readConfig({
      TURN_URLS: 'turn:turn.test:3478',
      TURN_SECRET: 'a secret of the two',
      TURN_TTL_SECONDS: seconds,
    }).settings.voice.turn?.ttlSeconds;
  expect(given()).toBe(600);
  expect(given('60')).toBe(60);
  for (const wrong of ['601', '86400', '59', '0', '-1', 'Infinity', 'a while'])
    expect(() => given(wrong)).toThrow('TURN_TTL_SECONDS: seconds, from 60 to 600');
});

function goodForSeconds({ iceServers }: { iceServers: { username?: string }[] }, now: number) {
  return Number(iceServers[0]?.username?.split(':')[0]) - Math.floor(now / 1000);
}
