import { setImmediate as turn } from 'node:timers/promises';
import type { DemoEvent } from '../../../demo/history.ts';

/** Events in one chunk: three full batches of the intake. */
const CHUNK = 768;
/** Chunks on their way at once: the intake always has work, and other callers get their turn. */
const CHUNKS_AT_ONCE = 2;
const STREAMS = 3;
/** Events skipped before other work gets its turn. */
const SKIPPED_PER_TURN = 4_096;

/** What the hub said to some events. */
export interface Said {
  readonly accepted: number;
  readonly duplicates: number;
  readonly refused: number;
}

export interface StreamOptions {
  readonly events: Iterable<DemoEvent>;
  /** Events at the beginning that are in already. */
  readonly skip: number;
  readonly submit: (events: readonly DemoEvent[]) => Promise<Said>;
  /** After each chunk: so many events from the beginning are in, and what was said to the chunk. */
  readonly onChunk: (position: number, said: Said) => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Sends a history. Chunks overlap, but a member's events always go through the same one of three
 * streams, each of which waits for its answer: so they arrive in their order.
 * @returns whether it came to the end; false when the signal stopped it, cleanly between chunks.
 */
export async function streamHistory(options: StreamOptions): Promise<boolean> {
  const { onChunk, signal } = options;
  const send = orderedSender(options.submit);
  const flying: { end: number; said: Promise<Said> }[] = [];
  const land = async (): Promise<void> => {
    const { end, said } = flying.shift()!;
    await onChunk(end, await said);
  };
  let position = 0;
  let chunk: DemoEvent[] = [];
  for (const event of options.events) {
    position += 1;
    if (position <= options.skip) {
      if (position % SKIPPED_PER_TURN === 0) await turn();
      if (signal.aborted) return false;
      continue;
    }
    chunk.push(event);
    if (chunk.length < CHUNK) continue;
    if (flying.length === CHUNKS_AT_ONCE) await land();
    if (signal.aborted) break;
    flying.push({ end: position, said: send(chunk) });
    chunk = [];
  }
  if (flying.length === CHUNKS_AT_ONCE) await land();
  if (chunk.length > 0 && !signal.aborted) flying.push({ end: position, said: send(chunk) });
  const complete = !signal.aborted;
  while (flying.length > 0) await land();
  return complete;
}

/** Splits chunks by member and keeps each part behind the one before it. */
function orderedSender(
  submit: StreamOptions['submit'],
): (chunk: readonly DemoEvent[]) => Promise<Said> {
  const before: Promise<unknown>[] = Array.from({ length: STREAMS }, () => Promise.resolve());
  return (chunk) => {
    const parts: DemoEvent[][] = Array.from({ length: STREAMS }, () => []);
    for (const event of chunk) parts[streamOf(event.member.card)]!.push(event);
    const said = parts.map((part, stream) => {
      const answer = before[stream]!.then(() =>
        part.length > 0 ? submit(part) : { accepted: 0, duplicates: 0, refused: 0 },
      );
      before[stream] = answer;
      return answer;
    });
    const all = Promise.all(said).then((answers) => answers.reduce(sum));
    // It is awaited later, when its turn comes: until then a failure must not end the process.
    all.catch(() => undefined);
    return all;
  };
}

/** A card ends in the number of its member. */
function streamOf(card: string): number {
  return Number(card.slice(-6)) % STREAMS;
}

function sum(a: Said, b: Said): Said {
  return {
    accepted: a.accepted + b.accepted,
    duplicates: a.duplicates + b.duplicates,
    refused: a.refused + b.refused,
  };
}
