import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type KeyStore, readKeys } from './key-store.ts';

const HEADER =
  '# Keys of the vault, the newest first. Keep a copy in a safe place, away from backups of the\n' +
  '# database: without it nobody can read what the vault holds.\n';

/** The keys in a file of the data folder that only its owner can read: the usual place. */
export function fileKeys(dataDir: string): KeyStore {
  const file = join(dataDir, 'vault.keys');
  const place = `the file ${file}`;
  const read = async (): Promise<Uint8Array[]> => readKeys(await textOf(file), place);
  return {
    place,
    read,
    add: async (key) => write(file, [key, ...(await read())]),
    keepOnly: (keys) => write(file, keys),
  };
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return '';
    throw error;
  }
}

/** All of it or nothing, on the disk before it counts. */
async function write(file: string, keys: readonly Uint8Array[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const lines = keys.map((key) => `${Buffer.from(key).toString('base64')}\n`);
  const handle = await open(`${file}.new`, 'w', 0o600);
  try {
    await handle.writeFile(HEADER + lines.join(''));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
}
