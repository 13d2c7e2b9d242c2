import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { cleanUp } from './clean-up';

/** Another origin of the house at that port, to which everything takes `ms` longer, and as long back. */
export async function slowRoad(port: number, ms: number): Promise<string> {
  const ends = new Set<Socket>();
  const road = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(from);
      from.setNoDelay();
      from.on('data', (bytes) => void setTimeout(() => to.writable && to.write(bytes), ms));
      from.on('error', () => to.destroy()).on('close', () => to.destroy());
    }
  });
  await new Promise<void>((open) => void road.listen(0, '127.0.0.1', open));
  cleanUp(async () => {
    road.close();
    for (const end of ends) end.destroy();
  });
  return `http://127.0.0.1:${(road.address() as AddressInfo).port}`;
}
