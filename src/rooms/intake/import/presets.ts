import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Mapping } from './core/mapping-schema.ts';
import { readMapping } from './core/read-mapping.ts';
import { unreadable } from './file-bytes.ts';

const FOLDER = new URL('./presets/', import.meta.url);

/** The mappings that come with Hachi, by name. */
export function presetNames(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => basename(name, '.yaml'))
    .sort();
}

/**
 * Loads a preset by its name, or a mapping from a file.
 * @throws {ImportFailure} when there is none. @throws {Rejection} when it is wrong.
 */
export async function loadMapping(nameOrPath: string): Promise<Mapping> {
  const path = presetNames().includes(nameOrPath)
    ? new URL(`${nameOrPath}.yaml`, FOLDER)
    : nameOrPath;
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const known = presetNames().join(', ');
    throw unreadable(`The mapping ${nameOrPath} (no preset; those are ${known})`, error);
  }
  return readMapping(text);
}
