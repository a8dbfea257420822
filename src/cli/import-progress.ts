import type { Clock } from '../platform/clock.ts';
import type { ImportProgress } from '../rooms/intake/index.ts';

const CELLS = 24;
const DRAWN_EVERY_MS = 100;

/** Draws how far an import is on one line of a terminal, with its rate and the time left. */
export class ProgressLine {
  readonly #out: NodeJS.WriteStream;
  readonly #clock: Clock;
  #phase: ImportProgress['phase'] | null = null;
  #startedAt = 0;
  #drawnAt = 0;

  constructor(out: NodeJS.WriteStream, clock: Clock) {
    this.#out = out;
    this.#clock = clock;
  }

  draw(progress: ImportProgress): void {
    const now = this.#clock.now();
    if (progress.phase !== this.#phase) {
      this.#phase = progress.phase;
      this.#startedAt = now;
    }
    if (now - this.#drawnAt < DRAWN_EVERY_MS) return;
    this.#drawnAt = now;
    this.#out.write(`\r${progressText(progress, now - this.#startedAt)}\u001b[K`);
  }

  /** Takes the line away, so that the summary stands alone. */
  clear(): void {
    if (this.#phase !== null) this.#out.write('\r\u001b[K');
  }
}

/** `importing ████████░░░░  67%  46,670 rows  21,300/s  0:02 left` */
export function progressText(progress: ImportProgress, elapsedMs: number): string {
  const { phase, rows, bytes, bytesTotal } = progress;
  const part = bytesTotal === 0 ? 1 : Math.min(1, bytes / bytesTotal);
  const full = Math.round(part * CELLS);
  const bar = '█'.repeat(full) + '░'.repeat(CELLS - full);
  const percent = `${Math.floor(part * 100)}%`.padStart(4);
  const rate = elapsedMs > 0 ? Math.round((rows * 1000) / elapsedMs) : 0;
  const word = phase === 'opening' ? 'opening balances' : 'importing';
  const text = `${word} ${bar} ${percent}  ${grouped(rows)} rows  ${grouped(rate)}/s`;
  if (part === 0 || elapsedMs === 0) return text;
  return `${text}  ${minutes((elapsedMs / part) * (1 - part))} left`;
}

function grouped(value: number): string {
  return value.toLocaleString('en-US');
}

function minutes(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
