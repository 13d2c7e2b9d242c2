import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { cleanUp } from './clean-up';

/** What a line does to the packets on one of its ways. All of it is nothing unless set. */
export interface Way {
  /** 0 to 100, each packet by itself. */
  lossPercent?: number;
  delayMs?: number;
  /** Up to so much more delay, by chance for each packet: some overtake others. */
  jitterMs?: number;
  /** In 1000 bits a second; what comes faster waits, up to 16,000 bytes, and then is lost. */
  rateKbit?: number;
  /** Nothing gets through, and nobody is told. */
  cut?: boolean;
}

/** Runs `wires.py`, where the orders are explained. */
export function layWires() {
  const wires = spawn('/usr/bin/python3', [join(__dirname, '../../test/support/wires.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(wires, 'exit');
  const waiting: ((answer: string) => void)[] = [];
  createInterface({ input: wires.stdout }).on('line', (answer) => waiting.shift()?.(answer));
  cleanUp(() => {
    wires.stdin.end();
    return ended;
  });

  async function ask(...order: unknown[]): Promise<unknown> {
    const answer = new Promise<string>((resolve) => waiting.push(resolve));
    wires.stdin.write(`${JSON.stringify(order)}\n`);
    const gone = ended.then(() => Promise.reject(new Error(`the wires broke at ${order}`)));
    return JSON.parse(await Promise.race([answer, gone]));
  }

  return {
    /** The wire end of a device that is made for it; the number of its line. */
    open: (device: string) => ask('open', device) as Promise<number>,
    /** Exactly these addresses are at the end of that line. */
    settle: (line: number, addresses: string[]) => ask('at', addresses, line),
    set: (line: number, way: 'up' | 'down', how: Way) => ask('way', line, way, how),
    /** Bytes that got through so far, with their headers. */
    carried: (line: number) => ask('carried', line) as Promise<{ up: number; down: number }>,
  };
}
