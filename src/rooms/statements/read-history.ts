import { formatInstant } from '../../kernel/time.ts';
import { formatMemberId } from '../members/index.ts';
import { toldFlags, toldTiers } from './core/told-decision.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { Statements } from './ground.ts';
import { entriesOf, eventsOf } from './history-store.ts';
import { shownEntry } from './shown-entry.ts';

/** Which page of a history is wanted. */
export interface PageQuery {
  readonly limit: number;
  readonly cursor?: string;
}

/** A member's movements, newest first, each with the event that caused it. */
export async function readEntries(
  { pool }: Statements,
  memberId: number,
  { limit, cursor, currency }: PageQuery & { readonly currency?: string },
) {
  const before = readCursor(cursor, 2);
  const rows = await entriesOf(pool, memberId, { before, limit, currency: currency ?? null });
  const last = rows.at(-1);
  return {
    member: formatMemberId(memberId),
    items: rows.map((row) => ({
      ...shownEntry(row),
      event: { source: row.source, id: row.id, type: row.type },
    })),
    next: last && rows.length === limit ? writeCursor([last.no, last.seq]) : null,
  };
}

/** A member's events, newest first, with what each moved. The full trace is with the event. */
export async function readEvents(
  { pool }: Statements,
  memberId: number,
  { limit, cursor }: PageQuery,
) {
  const rows = await eventsOf(pool, memberId, { before: readCursor(cursor, 1), limit });
  const last = rows.at(-1);
  return {
    member: formatMemberId(memberId),
    items: rows.map((row) => ({
      no: row.no,
      source: row.source,
      id: row.id,
      type: row.type,
      happenedAt: formatInstant(row.happenedAt),
      recordedAt: formatInstant(row.recordedAt),
      channel: row.channel,
      store: row.store,
      touchpoint: row.touchpoint,
      program: row.program,
      points: row.decision.moved,
      balances: row.decision.balances,
      tierChanges: toldTiers(row.decision),
      flags: toldFlags(row.decision),
    })),
    next: last && rows.length === limit ? writeCursor([last.no]) : null,
  };
}
