import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Ground } from './ground.ts';

/** A hub in a process of its own, as `npm start` runs it. */
export interface BenchHub {
  readonly port: number;
  readonly key: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/**
 * Starts `hachi serve --no-demo` on the ground's database, with the flags that `npm start` uses.
 */
export async function openHub({
  url,
  dataDir,
}: Pick<Ground, 'url' | 'dataDir'>): Promise<BenchHub> {
  const folder = mkdtempSync(join(tmpdir(), 'hachi-bench-hub-'));
  copyFileSync(join(dataDir, 'vault.keys'), join(folder, 'vault.keys'));
  const entry = fileURLToPath(new URL('../bin/hachi.ts', import.meta.url));
  const manifest = new URL('../package.json', import.meta.url);
  const start: string = JSON.parse(readFileSync(manifest, 'utf8')).scripts.start;
  const flags = start.split(' ').filter((word) => word.startsWith('--'));
  const child = spawn(
    process.execPath,
    [...flags, entry, 'serve', '--no-demo', '--port', '0', '--data', folder, '--json'],
    { env: { ...process.env, DATABASE_URL: url, HACHI_LOG_LEVEL: 'error' }, stdio: 'pipe' },
  );
  const said = await firstAnswer(child);
  const key = readFileSync(said.keyFile, 'utf8').trim();
  return {
    port: Number(new URL(said.url).port),
    key,
    pid: child.pid as number,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => {
          rmSync(folder, { recursive: true, force: true });
          resolve();
        });
        child.kill('SIGTERM');
      }),
  };
}

function firstAnswer(child: ChildProcess): Promise<{ url: string; keyFile: string }> {
  return new Promise((resolve, reject) => {
    let text = '';
    let errors = '';
    child.stderr?.on('data', (chunk) => {
      errors += chunk;
    });
    child.stdout?.on('data', (chunk) => {
      text += chunk;
      try {
        resolve(JSON.parse(text));
      } catch {
        // Not all of it is here yet.
      }
    });
    child.once('exit', (code) => reject(new Error(`the hub ended with ${code}: ${errors}`)));
  });
}
