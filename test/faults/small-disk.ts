import { execFileSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export type SmallDisk = ReturnType<typeof mountSmallDisk>;

/** A small disk of its own in this folder, seen by this mount namespace alone, which can be filled to the brim. */
export function mountSmallDisk(folder: string, megabytes: number) {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  const ballast = join(folder, 'ballast');
  return {
    fill() {
      const file = openSync(ballast, 'w');
      try {
        for (let size = 1024 * 1024; size >= 512; size = size >> 1) fillBy(file, size);
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(ballast, { force: true }),
    unmount: () => execFileSync('umount', ['-l', folder]),
  };
}

function fillBy(file: number, size: number) {
  const piece = Buffer.alloc(size, 1);
  try {
    while (writeSync(file, piece) === size);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== 'ENOSPC') throw problem;
  }
}
