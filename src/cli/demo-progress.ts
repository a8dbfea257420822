import type { DemoProgress } from '../app/demo.ts';
import type { Clock } from '../platform/clock.ts';

const CELLS = 16;
const COLUMNS = 80;
const DRAWN_EVERY_MS = 100;

/** Draws on one line of a terminal how far the demo has come. */
export class DemoBar {
  readonly #out: NodeJS.WriteStream;
  readonly #clock: Clock;
  #drawnAt = 0;
  #shown = false;

  constructor(out: NodeJS.WriteStream, clock: Clock) {
    this.#out = out;
    this.#clock = clock;
  }

  draw(progress: DemoProgress): void {
    const now = this.#clock.now();
    if (now - this.#drawnAt < DRAWN_EVERY_MS) return;
    this.#drawnAt = now;
    this.#shown = true;
    // A line that wraps could not be drawn over.
    const room = (this.#out.columns || COLUMNS) - 1;
    this.#out.write(`\r${demoText(progress).slice(0, room)}\u001b[K`);
  }

  /** Takes the line away. */
  clear(): void {
    if (this.#shown) this.#out.write('\r\u001b[K');
    this.#shown = false;
  }
}

/** `demo ████████░░░░  67%  391,000 of ~584,000 events  5,400/s  0:36 left` */
export function demoText({ done, total, ratePerSecond, secondsLeft }: DemoProgress): string {
  const part = total > 0 ? Math.min(1, done / total) : 0;
  const full = Math.floor(part * CELLS);
  const bar = '█'.repeat(full) + '░'.repeat(CELLS - full);
  const percent = `${Math.floor(part * 100)}%`.padStart(4);
  const text = `demo ${bar} ${percent}  ${grouped(done)} of ~${grouped(total)} events`;
  if (secondsLeft === null) return text;
  const seconds = String(secondsLeft % 60).padStart(2, '0');
  return `${text}  ${grouped(ratePerSecond)}/s  ${Math.floor(secondsLeft / 60)}:${seconds} left`;
}

/** `1,234,567` */
export function grouped(value: number): string {
  return value.toLocaleString('en-US');
}
