import type { Server } from 'socket.io';
import { limits } from '../shared/limits';
import { createShare } from './share';

/**
 * Cuts a live line that sends more than its share, whatever it sends, or that lets too much wait unread:
 * Socket.IO itself would read, answer and queue without end. A page that is cut comes back and catches up.
 */
export function guardLines(io: Server, now: () => number) {
  io.engine.on('connection', (line) => {
    const overfed = createShare(now);
    /** Made, and not yet handed to the network. */
    let waiting = 0;
    line.on('packet', ({ data }: { data?: { length: number } }) => {
      if (overfed(data?.length ?? 0)) line.close(true);
    });
    line.on('packetCreate', ({ data }: { data?: { length: number } }) => {
      waiting += data?.length ?? 0;
      if (waiting > limits.socketQueueBytes) line.close(true);
    });
    line.on('flush', () => {
      waiting = 0;
    });
  });
}
