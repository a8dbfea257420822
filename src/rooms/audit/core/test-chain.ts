import { sha256 } from '../sha256.ts';
import {
  ChainCheck,
  type ChainOptions,
  type Head,
  leafOf,
  type Mark,
  newChainState,
} from './chain.ts';
import type { LoggedRow } from './entry.ts';
import type { Fault } from './fault.ts';
import { NO_LINK } from './hashing.ts';
import { NO_LEAVES, rootOf, withLeaf } from './merkle.ts';

/** A chain as the database holds it: rows, their end, and what checkpoints said on the way. */
export interface StoredChain {
  readonly rows: readonly LoggedRow[];
  readonly head: Head | null;
  readonly marks: readonly Mark[];
}

/** A chain of so many rows, with a checkpoint behind each of `marked`. */
export function chainOf(size: number, marked: readonly number[] = []): StoredChain {
  const rows: LoggedRow[] = [];
  const marks: Mark[] = [];
  let link = NO_LINK;
  let edge = NO_LEAVES;
  for (let no = 1; no <= size; no++) {
    const row: LoggedRow = {
      ...{ day: '2026-11-22', writer: 3, no, at: 1_000 + no, actor: `key:till-${no % 4}` },
      ...{ action: no % 3 ? 'members.read' : 'members.write', subject: `mem_${no}` },
      ...{ fields: no % 2 ? '["phone"]' : null, reason: null, detail: `{"events":${no}}`, link },
    };
    const leaf = leafOf(row, no, sha256);
    link = sha256.link(link, leaf);
    edge = withLeaf(edge, leaf, sha256);
    rows.push({ ...row, link });
    if (marked.includes(no)) {
      const root = rootOf(edge, sha256);
      marks.push({ rows: no, link, root, edge: edge.roots, checkpoint: marks.length + 1 });
    }
  }
  return { rows, marks, head: { rows: size, link } };
}

/** Everything that a check finds, when it sees the rows in pages of that size. */
export function faultsOf({ rows, head, marks }: StoredChain, page = 1_000): Fault[] {
  const options: ChainOptions = { where: '2026-11-22/3', hashing: sha256, head, marks };
  const sorted = rows.toSorted((a, b) => a.no - b.no);
  const faults: Fault[] = [];
  let state = newChainState();
  for (let from = 0; ; ) {
    state = structuredClone(state);
    const check = new ChainCheck(state, options);
    const some = sorted.slice(from, from + page + 1);
    const last = from + some.length >= sorted.length;
    from += check.take(some, last);
    if (last) check.end();
    faults.push(...check.faults);
    if (last) return faults;
  }
}
