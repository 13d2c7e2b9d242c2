import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '../../../shared/ids';
import { cleanUp } from '../../../test/support/clean-up';
import { openHouse, until } from '../../../test/support/house';

/** What a disk needs of this machine, as a shell asks for it. */
const mounting = 'd=$(mktemp -d) && mount -t tmpfs tmpfs $d && umount $d && rmdir $d';
const loops = `${mounting} && losetup -f && command -v mkfs.ext2`;

/** A data folder on a disk that can be made to fail. */
interface Disk {
  folder: string;
  fail(): void;
  mend(): void;
}

for (const [what, newDisk, needs] of [
  ['that is full', fullDisk, mounting],
  ['that breaks', brokenDisk, loops],
  ['whose folder is moved away', movedFolder, 'true'],
] as const)
  diskTest(
    `E9 a disk ${what}: who talks is told at once, then all goes on, and nothing acknowledged is lost`,
    needs,
    async () => {
      const disk = newDisk();
      const house = await openHouse({ dataFolder: disk.folder });
      const { roomId, ada, bob } = await house.inRoom('kitchen', 'ada', 'bob');
      const sent: string[] = [];
      const refused: string[] = [];

      const say = async (person: typeof ada) => {
        const id = newId();
        const asked = performance.now();
        const answer = await person.ask('message:send', {
          id,
          roomId,
          body: 'is anyone there? '.repeat(100),
        });
        expect(performance.now() - asked).toBeLessThan(5000);
        if (answer.ok) sent.push(id);
        else refused.push(answer.why);
        await until(() => performance.now() > asked + 210); // no faster than a person may
        return answer.ok;
      };
      const talk = async (times: number) => {
        for (let n = 0; n < times; n++) await Promise.all([say(ada), say(bob)]);
      };

      await talk(3);
      disk.fail();
      const before = sent.length;
      await until(async () => !(await say(ada))); // what was still free is used up
      const last = sent.length;
      await talk(4);
      expect(refused).toEqual(Array(9).fill('store-down'));
      expect(sent.length).toBe(last);
      expect(last - before).toBeLessThan(10);

      disk.mend();
      const back = performance.now();
      await until(() => say(ada));
      expect(performance.now() - back).toBeLessThan(10_000);
      await talk(1);
      await house.close();
      const next = await openHouse({ dataFolder: disk.folder });
      const { messages: page } = await (await next.again(ada)).enter(roomId);
      const kept = page.messages.map(({ id }) => id);
      expect(sent.filter((id) => !kept.includes(id))).toEqual([]);
    },
  );

/** Where the machine has not what the disk needs, the run says by name what it did not check. */
function diskTest(name: string, needs: string, run: () => Promise<void>) {
  if (spawnSync('sh', ['-c', needs]).status === 0) return test(name, run, 60_000);
  process.stderr.write(`NOT CHECKED, no such disk can be made here: ${name}\n`);
  return test.todo(`${name} (not checked: no such disk can be made here)`);
}

/** A disk of 6 MB in memory, that fills up. */
function fullDisk(): Disk {
  const folder = mounted('-t', 'tmpfs', '-o', 'size=6m', 'tmpfs');
  return { folder: join(folder, 'data'), ...filling(folder) };
}

/** A disk whose own disk fills up: every write to it is then an input/output error. */
function brokenDisk(): Disk {
  const below = mounted('-t', 'tmpfs', '-o', 'size=6m', 'tmpfs');
  const image = join(below, 'image');
  writeFileSync(image, '');
  truncateSync(image, 32 * 1024 * 1024);
  execFileSync('mkfs.ext2', ['-q', '-E', 'nodiscard', image], { stdio: 'ignore' });
  const folder = mounted('-o', 'loop', image);
  return { folder: join(folder, 'data'), ...filling(below) };
}

/** A data folder that is moved away. */
function movedFolder(): Disk {
  const parent = mkdtempSync(join(tmpdir(), 'porchlight-'));
  cleanUp(() => rmSync(parent, { recursive: true }));
  const folder = join(parent, 'data');
  return {
    folder,
    fail: () => renameSync(folder, `${folder}-moved`),
    mend: () => renameSync(`${folder}-moved`, folder),
  };
}

function filling(folder: string) {
  const ballast = join(folder, 'ballast');
  return {
    fail() {
      for (const bytes of [1 << 20, 1 << 16, 1 << 12])
        for (;;) {
          try {
            writeFileSync(ballast, Buffer.alloc(bytes), { flag: 'a' });
          } catch {
            break;
          }
        }
    },
    mend: () => rmSync(ballast),
  };
}

function mounted(...how: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'porchlight-disk-'));
  cleanUp(() => {
    execFileSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  execFileSync('mount', [...how, folder], { stdio: 'ignore' });
  return folder;
}
