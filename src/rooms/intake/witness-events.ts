import { formatInstant, type Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import type { Fault } from '../audit/index.ts';
import { addDigest } from './accepted.ts';
import { recordedEvents, toldSums } from './accepted-store.ts';

/** Rows of the log in one page: each tells of at most a batch. */
const PAGE = 100;
/** Later than any moment that is recorded. */
const END = Date.UTC(9999, 11, 31);
const MODULUS = 1n << 256n;

/**
 * Compares the events with what the log says was recorded at each moment: whoever changes, removes
 * or adds an event, with everything that follows from it, still has the log against them.
 *
 * @param after moments up to here have been compared; null at the beginning. What was recorded
 * before the log began is not compared.
 * @returns what differs, and where to go on; null at the end.
 */
export async function witnessEvents(
  client: Queryable,
  after: Instant | null,
): Promise<{ faults: Fault[]; next: Instant | null }> {
  const told = await toldSums(client, after ?? 0, PAGE);
  const last = told.at(-1)?.at ?? null;
  const more = told.length === PAGE && told[0]?.at !== last;
  // Other rows of the last moment may lie on the next page.
  const rows = more ? told.filter(({ at }) => at !== last) : told;
  const from = after === null ? rows[0]?.at : after + 1;
  if (from === undefined) return { faults: [], next: null };
  const until = more ? (rows.at(-1)?.at ?? from) : END;
  const differing = new Map<Instant, bigint>();
  for (const { at, sum } of rows) add(differing, at, BigInt(`0x${sum}`));
  const stored = new Map<Instant, bigint>();
  for (const event of await recordedEvents(client, from, until)) {
    stored.set(event.recordedAt, addDigest(stored.get(event.recordedAt) ?? 0n, event));
  }
  for (const [at, sum] of stored) add(differing, at, MODULUS - sum);
  const moments = [...differing].filter(([, sum]) => sum !== 0n).map(([at]) => at);
  const faults = moments.sort((a, b) => a - b).map(differs);
  return { faults, next: more ? until : null };
}

function add(sums: Map<Instant, bigint>, at: Instant, sum: bigint): void {
  sums.set(at, ((sums.get(at) ?? 0n) + sum) % MODULUS);
}

function differs(at: Instant): Fault {
  return { code: 'events_differ', where: formatInstant(at), no: null, to: null };
}
