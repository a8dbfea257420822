import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { birthOf, isAlive } from './db/embedded/alive.ts';

interface HubNote {
  url: string;
  pid: number;
  birth?: string | undefined;
}

const noteFile = (dataDir: string) => join(dataDir, 'hub.json');

/** Leaves a note of the running hub in its data folder, so that commands there find it. */
export function writeHubNote(dataDir: string, url: string): () => void {
  const note: HubNote = { url, pid: process.pid, birth: birthOf(process.pid) };
  writeFileSync(noteFile(dataDir), `${JSON.stringify(note)}\n`);
  return () => rmSync(noteFile(dataDir), { force: true });
}

/** The address of the hub that runs on this folder, if one does. */
export function runningHub(dataDir: string): string | undefined {
  try {
    const note: HubNote = JSON.parse(readFileSync(noteFile(dataDir), 'utf8'));
    if (!isAlive(note.pid)) return undefined;
    return note.birth === undefined || note.birth === birthOf(note.pid) ? note.url : undefined;
  } catch {
    return undefined;
  }
}
