import type { ToldCheckpoint, ToldFault } from './audit.ts';
import { UsageMistake } from './command.ts';

const WORDS: Readonly<Record<string, string>> = {
  row_changed: 'was changed, or the row before it and its link',
  rows_missing: 'gone',
  row_inserted: 'was never written',
  rows_swapped: 'stand in each other’s places',
  rows_rewritten: 'made anew behind a checkpoint: something among them was changed',
  head_changed: 'the end of the chain is not where its head says',
  head_missing: 'the chain has no head',
  checkpoint_changed: 'is not as it was signed',
  checkpoint_missing: 'is gone',
  checkpoint_differs: 'is not the one that was published',
  events_differ: 'the events recorded then are not those that were accepted',
};

/** A finding in one line. */
export function faultText({ code, where, no, to }: ToldFault): string {
  const words = WORDS[code] ?? code;
  if (no === null) return `${where}: ${words}`;
  if (code === 'rows_swapped') return `${where}: rows ${no} and ${to} ${words}`;
  return `${where}: ${no === to ? `row ${no}` : `rows ${no} to ${to}`} ${words}`;
}

/** The checkpoints of an exported file, a line for each. */
export function readPublished(text: string): ToldCheckpoint[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line, index) => {
    try {
      const read = JSON.parse(line) as ToldCheckpoint;
      if (Number.isInteger(read.no) && typeof read.text === 'string') return read;
    } catch {}
    throw new UsageMistake(
      `Line ${index + 1} is no checkpoint.`,
      'Give the file that `hachi audit checkpoints --out FILE` wrote.',
    );
  });
}

/** Published checkpoints that the hub does not have any more, or has otherwise. */
export function publishedFaults(
  published: readonly ToldCheckpoint[],
  known: readonly ToldCheckpoint[],
): ToldFault[] {
  const texts = new Map(known.map(({ no, text }) => [no, text]));
  return published.flatMap(({ no, text }): ToldFault[] => {
    const own = texts.get(no);
    if (own === text) return [];
    const code = own === undefined ? 'checkpoint_missing' : 'checkpoint_differs';
    return [{ code, where: `checkpoint ${no}`, no: null, to: null }];
  });
}
