import { execFileSync } from 'node:child_process';

/**
 * Packets that fit one of these rules of iptables vanish on their way in, without a word to either side, until
 * the returned function runs. `within` is a command that runs another in some namespace; none is this one.
 */
export function dropIncoming(rules: string[][], within: string[] = []): () => void {
  const change = (how: '-A' | '-D', rule: string[]) => {
    const [command = '', ...args] = [...within, 'iptables', '-w', how, 'INPUT', ...rule, '-j', 'DROP'];
    execFileSync(command, args, { stdio: 'ignore' });
  };
  for (const rule of rules) change('-A', rule);
  return () => {
    for (const rule of rules) change('-D', rule);
  };
}
