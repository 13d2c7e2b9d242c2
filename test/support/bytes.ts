import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How often each of these stands in the files of a folder, whatever the files are. */
export async function countIn(folder: string, ...words: string[]): Promise<number[]> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const bytes = await Promise.all(
    files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name))),
  );
  return words.map((word) =>
    bytes.reduce((sum, one) => sum + one.toString('latin1').split(word).length - 1, 0),
  );
}
