import type { Server } from 'socket.io';
import { perLine } from '../shared/limits';
import { createFeed } from './share';

/**
 * Cuts a live line that sends more than its share, whatever it sends, or that lets too much wait unread, or
 * anything for too long: Socket.IO itself would read, answer and queue without end. A page that is cut comes
 * back and catches up.
 */
export function guardLines(io: Server, now: () => number) {
  io.engine.on('connection', (line) => {
    const overfed = createFeed(now);
    /** Bytes behind those that are on their way to a network that has not taken them all yet. */
    let waiting = 0;
    let leftAt = now();
    line.on('packet', ({ data }: { data?: { length: number } }) => {
      if (overfed(data?.length ?? 0)) line.close(true);
    });
    line.on('packetCreate', ({ data }: { data?: string | Buffer }) => {
      const tooLate = waiting > perLine.waitingBytes || now() - leftAt > perLine.stuckMs;
      if (!line.transport.writable && tooLate) return void line.close(true);
      // However large, one answer is let through: who asks for a page of long messages must get it.
      waiting += data ? Buffer.byteLength(data) : 0;
    });
    line.on('flush', () => {
      waiting = 0;
      leftAt = now();
    });
  });
}
