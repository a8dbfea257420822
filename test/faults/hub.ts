import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('../../bin/hachi.ts', import.meta.url));
const READY_MS_MAX = 60_000;

/** A hub as an operator runs it, on a folder of its own, that can be killed and started again. */
export class Hub {
  readonly folder: string;
  url = '';
  key = '';
  /** Everything it has printed since it was made: answers, log, errors. */
  printed = '';
  readonly #level: string;
  #child: ChildProcess | null = null;

  /** @param level how much it logs. */
  constructor(level = 'error') {
    this.#level = level;
    this.folder = mkdtempSync(join(tmpdir(), 'hachi-faults-'));
    // The built-in server may run as another user, who has to get in.
    chmodSync(this.folder, 0o755);
  }

  /** Starts it and waits until it serves. */
  async start(): Promise<void> {
    const flags = ['--json', '--no-demo', '--port', '0', '--log-level', this.#level];
    const child = spawn(process.execPath, [COMMAND, 'serve', '--data', this.folder, ...flags], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    const errors: string[] = [];
    child.stderr.on('data', (data) => {
      errors.push(String(data));
      this.printed += data;
    });
    let said = '';
    child.stdout.on('data', (data) => {
      said += data;
      this.printed += data;
    });
    for (let waited = 0; !said.includes('\n'); waited += 20) {
      if (child.exitCode !== null || waited > READY_MS_MAX) {
        throw new Error(`the hub did not start: ${errors.join('').slice(-2_000)}`);
      }
      await sleep(20);
    }
    const { url, keyFile } = JSON.parse(said) as { url: string; keyFile: string };
    this.url = url;
    this.key = readFileSync(keyFile, 'utf8').trim();
  }

  /** Kills the hub's process with `kill -9`. */
  async killNode(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Kills the hub's PostgreSQL with `kill -9`; the hub starts it again by itself. */
  killPostgres(): boolean {
    const [file] = globSync('**/postmaster.pid', { cwd: this.folder });
    const pid = file ? Number(readFileSync(join(this.folder, file), 'utf8').split('\n')[0]) : 0;
    if (!(pid > 1)) return false;
    try {
      return process.kill(pid, 'SIGKILL');
    } catch {
      return false;
    }
  }

  /** Stops it in order. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  }

  /** Runs a command of the hub beside it; the exit code and what it printed. */
  async run(...args: string[]): Promise<{ code: number | null; said: string }> {
    const child = spawn(process.execPath, [COMMAND, ...args, '--data', this.folder], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data) => {
        said += data;
      });
    }
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, said };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
