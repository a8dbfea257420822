import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Pool } from '../../platform/db/pool.ts';
import { snapshot } from '../../platform/db/snapshot.ts';
import { formatMemberId } from '../members/index.ts';
import {
  lostFollowUps,
  readBudgetRows,
  readKeys,
  readSpent,
  readTransfers,
} from './books-store.ts';
import { checkBenefits, checkBudgets, checkKey, checkTransfers } from './core/check-books.ts';
import { checkMember } from './core/check-member.ts';
import { type Difference, Differences } from './core/difference.ts';
import type { MemberHistory } from './core/history.ts';
import { ProgramHistory, type PublishedProgram } from './core/program-history.ts';
import { addMember, noSums, type Sums } from './core/sums.ts';
import type { Cursor } from './cursor.ts';
import { readPage } from './page.ts';
import { readBenefitCounts, readBenefits, readStrayCodes } from './sides-store.ts';
import { countMembers, pageEnd } from './store.ts';

/** Most members and events of one page, which is what a proof holds in memory. */
const PAGE = { members: 2_000, events: 4_000 } as const;
/** After so many members other work of the hub has its turn: a till must not wait for a proof. */
const MEMBERS_PER_TURN = 20;
const KEYS_PER_PAGE = 5_000;
const DIFFERENCES_SHOWN = 20;
/** Above every member: the last page takes rows that belong to nobody known. */
const BEYOND = Number.MAX_SAFE_INTEGER;

/** Where a proof gets the programs from: the program room's service, compiled. */
export interface ProgramVersions {
  refresh(): Promise<void>;
  version(version?: number): PublishedProgram | null;
}

export interface ProofOptions {
  readonly pool: Pool;
  readonly programs: ProgramVersions;
  /** Leaves out deciding every event again. */
  readonly quick?: boolean;
}

/** What one step found. */
export interface ProofStep {
  /** All that were found; the first are in `first`. */
  readonly differences: number;
  readonly first: readonly Difference[];
  readonly sums: Sums;
  readonly membersTotal: number;
  /** Hand it back to go on; null when everything has been looked at. */
  readonly next: Cursor | null;
}

/** A whole proof. */
export type Proof = Omit<ProofStep, 'next'>;

/** Proves the whole hub, page by page. Safe while the hub is working: each page is one snapshot. */
export async function prove(
  options: ProofOptions & { readonly onStep?: (step: ProofStep) => void },
): Promise<Proof> {
  let cursor: Cursor | null = null;
  let differences = 0;
  const first: Difference[] = [];
  for (;;) {
    const step: ProofStep = await proofStep(options, cursor);
    differences += step.differences;
    first.push(...step.first.slice(0, DIFFERENCES_SHOWN - first.length));
    options.onStep?.(step);
    cursor = step.next;
    if (!cursor) return { differences, first, sums: step.sums, membersTotal: step.membersTotal };
  }
}

/** One page of a proof; null begins it. */
export async function proofStep(options: ProofOptions, from: Cursor | null): Promise<ProofStep> {
  const cursor: Cursor = structuredClone(from ?? (await beginning(options)));
  const found = new Differences(DIFFERENCES_SHOWN);
  const done = await STEPS[cursor.step](options, cursor, found);
  const { sums, membersTotal } = cursor;
  const next = done ? null : cursor;
  return { differences: found.count, first: found.first, sums, membersTotal, next };
}

async function beginning({ pool }: ProofOptions): Promise<Cursor> {
  const membersTotal = await countMembers(pool);
  const key = { source: '', id: '' };
  return { step: 'members', member: 0, key, membersTotal, sums: noSums() };
}

type Step = (options: ProofOptions, cursor: Cursor, found: Differences) => Promise<boolean>;

/** Each moves the cursor on and says whether the proof is complete. */
const STEPS: Readonly<Record<Cursor['step'], Step>> = {
  members: proveMembers,
  keys: proveKeys,
  books: proveBooks,
};

async function proveMembers(
  { pool, programs, quick = false }: ProofOptions,
  cursor: Cursor,
  found: Differences,
): Promise<boolean> {
  const after = cursor.member;
  const { end, page } = await snapshot(pool, async (client) => {
    const end = await pageEnd(client, after, PAGE);
    return { end, page: await readPage(client, { after, upto: end ?? BEYOND }) };
  });
  const history = await publishedPrograms(programs);
  for (const [index, member] of page.entries()) {
    if (index % MEMBERS_PER_TURN === 0) await nextTurn();
    checkMember(member, history, quick, found.about(formatMemberId(member.memberId)));
    addMember(cursor.sums, member);
  }
  for (const id of await lostFollowUps(pool, followUpsOf(page))) {
    found.about(null)('follow_up_lost', id, 'its event, or a row that waits', 'nothing');
  }
  cursor.member = end ?? after;
  if (end === null) cursor.step = 'keys';
  return false;
}

/** What the decisions of a page asked of others: each has had its turn, or waits for it. */
function followUpsOf(page: readonly MemberHistory[]): string[] {
  return page.flatMap(({ events }) =>
    events.flatMap(({ decision }) =>
      decision.effects.flatMap(({ followUp }) => (followUp ? [followUp.id] : [])),
    ),
  );
}

/** Asked for after the page was read, so that it knows every version that decided there. */
async function publishedPrograms(programs: ProgramVersions): Promise<ProgramHistory> {
  await programs.refresh();
  const all: PublishedProgram[] = [];
  for (;;) {
    const next = programs.version(all.length + 1);
    if (!next) return new ProgramHistory(all);
    all.push(next);
  }
}

async function proveKeys(
  { pool }: ProofOptions,
  cursor: Cursor,
  found: Differences,
): Promise<boolean> {
  const keys = await readKeys(pool, cursor.key, KEYS_PER_PAGE);
  for (const key of keys) {
    checkKey(key, found.about(key.memberId > 0 ? formatMemberId(key.memberId) : null));
  }
  cursor.sums.keys += keys.length;
  const last = keys.at(-1);
  if (last) cursor.key = { source: last.source, id: last.id };
  if (keys.length < KEYS_PER_PAGE) cursor.step = 'books';
  return false;
}

/**
 * The pages were different snapshots, so on a working hub their sums may be a moment apart from the
 * tables. Only then everything is added up anew in one snapshot, which is slow and exact.
 */
async function proveBooks(
  { pool }: ProofOptions,
  { sums }: Cursor,
  found: Differences,
): Promise<boolean> {
  for (const { code, standing, coupon } of await readStrayCodes(pool, DIFFERENCES_SHOWN)) {
    const expected = standing === 'free' ? 'no coupon' : 'a coupon';
    found.about(null)('coupon_codes', `${code} ${standing}`, expected, coupon ?? 'no coupon');
  }
  await snapshot(pool, async (client) => {
    const suspected = new Differences(0);
    const budgets = await readBudgetRows(client);
    checkBudgets(budgets, sums, suspected.about(null));
    checkTransfers(sums.accounts, suspected.about(null));
    const counts = await readBenefitCounts(client);
    checkBenefits(counts, sums.benefits, suspected.about(null));
    if (suspected.count === 0) return;
    checkBudgets(budgets, await readSpent(client), found.about(null));
    checkTransfers(await readTransfers(client), found.about(null));
    checkBenefits(counts, await readBenefits(client), found.about(null));
  });
  return true;
}
