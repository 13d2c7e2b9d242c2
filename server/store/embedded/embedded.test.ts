import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { storeContract } from '../store.contract';
import { openEmbedded } from './embedded';

storeContract('embedded', async () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'porchlight-store-')), 'data');
  return {
    folder,
    open: async () => openEmbedded(folder),
    forget: async () => rmSync(join(folder, '..'), { recursive: true }),
  };
});
