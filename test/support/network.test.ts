import { once } from 'node:events';
import { openHouse } from './house';
import { type Host, networkTest, openNetwork } from './network';

networkTest('hosts reach each other over lines that can be made bad, cut, and mended', async () => {
  const { host } = openNetwork();
  const [ada, ben] = [await host(), await host()];
  await echoOn(ben);
  const asks = (count = 50) => sends(ada, ben.address(), count);
  const clean = await asks();
  expect(clean.back).toBe(50);

  await ada.line({ up: { delayMs: 40 }, down: { delayMs: 20 } });
  const slow = (await asks()).medianMs - clean.medianMs;
  expect(slow).toBeGreaterThan(55);

  await ada.line({ up: { lossPercent: 30 } });
  const { back } = await asks(300);
  expect(back).toBeGreaterThan(150);
  expect(back).toBeLessThan(270);

  await ben.line({ down: { cut: true } });
  expect((await asks()).back).toBe(0);
  await ben.line({});
  await ada.line({});
  expect((await asks()).back).toBe(50);

  const { up } = await ada.carried();
  await ada.line({ up: { rateKbit: 16 } });
  // 16,000 bytes wait, and two bytes a millisecond get through.
  expect((await asks(1_000)).back).toBeLessThan(900);
  expect((await ada.carried()).up - up).toBeLessThan(30_000);
});

networkTest('a host can be deaf to one other, block UDP, and turn up at another address', async () => {
  const { host } = openNetwork();
  const [ada, ben] = [await host(), await host()];
  await echoOn(ben);
  const asks = async () => (await sends(ada, ben.address(), 20)).back;
  const hears = ada.drop(['-s', ben.address()]);
  expect(await asks()).toBe(0);
  hears();
  expect(await asks()).toBe(20);
  ada.drop(['-p', 'udp'])();

  const old = ada.address();
  const capture = await ben.capture();
  await ada.move();
  expect(await asks()).toBe(20);
  const from = new Set((await capture.stop()).map((packet) => packet.from));
  expect(from).toEqual(new Set([ada.address(), ben.address()]));
  expect(ada.address()).not.toBe(old);
});

networkTest('a house is there for those hosts, and nobody else’s', async () => {
  const { host } = openNetwork();
  const [ada, porch] = [await host(), await host()];
  const origin = await porch.serve(80, (await openHouse()).port);
  const script = `fetch('${origin}/healthz').then(({ status }) => console.log(status))`;
  expect(await ada.run(process.execPath, '-e', script)).toBe('200\n');
});

/** Answers every datagram with itself. */
async function echoOn(host: Host) {
  const script = `const echo = require('dgram').createSocket('udp4');
    echo.on('message', (said, { port, address }) => echo.send(said, port, address));
    echo.bind(7777, () => console.log('here'));`;
  const child = host.spawn([process.execPath, '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout ?? child, 'data');
}

/** How many of so many datagrams came back within a while, and after how long as a rule. */
async function sends(host: Host, to: string, count: number) {
  const script = `const socket = require('dgram').createSocket('udp4');
    const took = [];
    socket.on('message', (said) => took.push(performance.now() - Number(said)));
    let sent = 0;
    const timer = setInterval(() => {
      if (sent++ < ${count}) return socket.send(String(performance.now()), 7777, '${to}');
      clearInterval(timer);
      setTimeout(() => {
        took.sort((a, b) => a - b);
        console.log(JSON.stringify({ back: took.length, medianMs: took[took.length >> 1] ?? null }));
        process.exit();
      }, 400);
    }, 1);`;
  return JSON.parse(await host.run(process.execPath, '-e', script)) as { back: number; medianMs: number };
}
