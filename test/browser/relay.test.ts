import type { Page } from 'playwright-core';
import { adaHz, benHz, needsOfApart, peopleApart } from '../support/apart';
import { hears } from '../support/listening';
import { type Host, networkTest } from '../support/network';

type Apart = Awaited<ReturnType<typeof peopleApart>>;

networkTest(
  'with a relay nobody’s address reaches anybody else, in packets, signals or figures',
  async () => {
    const apart = await peopleApart({ relay: {} });
    const { hosts, ada, ben } = apart;
    const captures = await Promise.all([hosts.ada.capture(), hosts.ben.capture()]);
    await talk(apart);

    const known = [hosts.house.address(), hosts.relay.address()];
    const [byAda, byBen] = await Promise.all(captures.map((capture) => capture.stop()));
    expect(othersIn(byAda, hosts.ada)).toEqual(new Set(known));
    expect(othersIn(byBen, hosts.ben)).toEqual(new Set(known));
    for (const { page, signals } of [ada, ben]) {
      const kinds = signals.flatMap((signal) => [...signal.matchAll(/ typ (\w+)/g)].map(([, kind]) => kind));
      expect(new Set(kinds)).toEqual(new Set(['relay']));
      expect(signals.join()).not.toContain(hosts.ada.address());
      expect(signals.join()).not.toContain(hosts.ben.address());
      expect(await waysOf(page)).toEqual(['udp']);
    }
    expect(await figuresOf(ada.page)).not.toContain(hosts.ben.address());
    expect(await figuresOf(ben.page)).not.toContain(hosts.ada.address());
  },
  needsOfApart,
);

networkTest(
  'without one people are told that they see each other’s address, and they do',
  async () => {
    const apart = await peopleApart({ relay: undefined });
    const { hosts, ada } = apart;
    const capture = await hosts.ada.capture();
    await talk(apart);
    expect(othersIn(await capture.stop(), hosts.ada)).toEqual(
      new Set([hosts.house.address(), hosts.ben.address()]),
    );
    expect(await figuresOf(ada.page)).toContain(hosts.ben.address());
  },
  needsOfApart,
);

networkTest(
  'where UDP is blocked voice goes over TCP, and where that is blocked too over TLS',
  async () => {
    const apart = await peopleApart({ relay: { ways: ['udp', 'tcp', 'tls'] } });
    const { hosts, ada, ben } = apart;
    hosts.ada.drop(['-p', 'udp']);
    hosts.ben.drop(['-p', 'udp'], ['-p', 'tcp', '--sport', '3478']);
    const took = await talk(apart);
    process.stderr.write(`Without UDP both hear each other ${took} ms after "Speak"\n`);
    expect(await waysOf(ada.page)).toEqual(['tcp']);
    expect(await waysOf(ben.page)).toEqual(['tls']);
  },
  needsOfApart,
);

/** Both speak, and hear each other; after how many milliseconds. */
async function talk({ ada, ben }: Apart): Promise<number> {
  const began = Date.now();
  await Promise.all([ada.press('Speak'), ben.press('Speak')]);
  await Promise.all([hears(ada.page, benHz), hears(ben.page, adaHz)]);
  return Date.now() - began;
}

/** Every address that a host's packets came from or went to, but its own. */
const othersIn = (packets: { from: string; to: string }[] = [], host: Host) =>
  new Set(packets.flatMap(({ from, to }) => [from, to]).filter((address) => address !== host.address()));

/** All that the page can find out about its connections. */
const figuresOf = (page: Page) =>
  page.evaluate(async () => {
    const figures = window.opened.connections.map(async (one) => [...(await one.getStats())]);
    return JSON.stringify(await Promise.all(figures));
  });

/** How each connection that carries sound reaches the relay. */
const waysOf = (page: Page) =>
  page.evaluate(() =>
    Promise.all(
      window.opened.connections
        .filter(({ connectionState }) => connectionState === 'connected')
        .map(async (connection) => {
          const stats = new Map(await connection.getStats());
          const [transport] = [...stats.values()].filter(({ type }) => type === 'transport');
          const pair = stats.get(transport.selectedCandidatePairId);
          return stats.get(pair.localCandidateId).relayProtocol;
        }),
    ),
  );
