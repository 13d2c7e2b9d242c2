import type { Line } from './history';
import { judgeBoards } from './judge-boards';
import { judgeLeaks } from './judge-leaks';
import { judgeTalk } from './judge-talk';

/** What can be wrong with a history, and what it means. */
export const faultKinds = {
  lost: 'acknowledged, and not there',
  doubled: 'there twice',
  unknown: 'nobody wrote it',
  changed: 'not the words that were acknowledged',
  gap: 'the numbers of a room have a hole',
  order: 'a number stands for two things',
  stale: 'a reader was taken back in time',
  'false ack': 'an id was acknowledged with other words',
  leaked: 'held by someone who was not inside',
  'lost word': 'said to be saved, and not on the board',
  'doubled word': 'on the board twice',
  'unknown word': 'nobody wrote it on the board',
  replicas: 'two pages of one board differ',
  broken: 'the server said that a command broke',
  stuck: 'all is well again, and someone is not back',
  crashed: 'the server ended by itself',
} as const;

export type FaultKind = keyof typeof faultKinds;

export interface Fault {
  kind: FaultKind;
  what: string;
}

export type Find = (kind: FaultKind, what: string) => void;

/** Judges a history from its first line to its last. Nothing here knows how the server works. */
export function judge(history: Iterable<Line>): Fault[] {
  const faults: Fault[] = [];
  const find: Find = (kind, what) => void faults.push({ kind, what });
  const judges = [judgeTalk(find), judgeLeaks(find), judgeBoards(find), judgeHouse(find)];
  for (const line of history) for (const one of judges) one.take(line);
  for (const one of judges) one.end();
  return faults;
}

function judgeHouse(find: Find) {
  return {
    take(line: Line) {
      if (line.op === 'house-down' && !line.asked) find('crashed', `with ${line.code}`);
      if (line.op === 'stuck') find('stuck', line.what);
      if (line.op === 'refused' && line.why === 'broken') find('broken', `${line.to} for ${line.proc}`);
    },
    end() {},
  };
}
