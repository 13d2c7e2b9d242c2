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
    /** On their way to a network that has not taken them all yet, and those behind them. */
    let leaving = 0;
    let waiting = 0;
    let leftAt = 0;
    line.on('packet', ({ data }: { data?: { length: number } }) => {
      if (overfed(data?.length ?? 0)) line.close(true);
    });
    line.on('packetCreate', ({ data }: { data?: string | Buffer }) => {
      waiting += data ? Buffer.byteLength(data) : 0;
      if (line.transport.writable) return;
      if (leaving + waiting > perLine.queueBytes || now() - leftAt > perLine.stuckMs) line.close(true);
    });
    line.on('flush', () => {
      leaving = waiting;
      waiting = 0;
      leftAt = now();
    });
  });
}
