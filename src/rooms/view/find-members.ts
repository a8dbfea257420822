import { type Problem, Rejection } from '../../kernel/problem.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import { MemberView } from '../engine/index.ts';
import { type MemberRow, membersById } from '../members/index.ts';
import {
  findMembers,
  programNow,
  readCursor,
  readIdentifier,
  readMember,
  type Statements,
  settledState,
  writeCursor,
} from '../statements/index.ts';
import { sealedFields } from './core/basis.ts';
import {
  fits,
  isMasked,
  type MemberFilter,
  maskedField,
  needsState,
  readFilter,
} from './core/find-filter.ts';
import { memberIdsOf, statesOf } from './find-store.ts';

/** Members whose states one page looks at when a filter needs them. */
const LOOKED_AT = 1_000;
const SORTS = ['id', '-id'];

/** Who is looked for, or which page of which list is wanted. */
export interface FindRequest {
  readonly identifiers?: Readonly<Record<string, string>>;
  readonly where?: Readonly<Record<string, unknown>>;
  readonly sort?: string;
  readonly limit: number;
  readonly cursor?: string;
}

/** Members on a page, in full, and where the next page begins. */
export interface Found {
  readonly rows: readonly MemberRow[];
  readonly next: string | null;
}

/**
 * Members by whole identifiers of any kind, or a page of all by id, those that fit the filter.
 * @throws {Rejection} 422 for a field that is masked, or unknown; 400 for a cursor of no page.
 */
export async function findOrList(ground: Statements, request: FindRequest): Promise<Found> {
  const { identifiers, where = {}, sort = 'id' } = request;
  const { compiled, document } = programNow(ground);
  const masked = [...compiled.intake.identify, ...sealedFields(document)];
  if (!SORTS.includes(sort)) throw new Rejection(422, [unsortable(sort, masked)]);
  const read = readFilter(where, masked);
  if (!read.ok) throw new Rejection(422, read.problems.slice(0, 20));
  if (identifiers) return { rows: await byIdentifiers(ground, identifiers), next: null };
  return listed(ground, read.filter, request);
}

/** The members of a page as `GET /v1/members` shows them: masked. */
export async function shownMembers(ground: Statements, rows: readonly MemberRow[]) {
  return Promise.all(rows.map((row) => readMember(ground, row, false)));
}

async function byIdentifiers(
  ground: Statements,
  identifiers: Readonly<Record<string, string>>,
): Promise<MemberRow[]> {
  const problems: Problem[] = [];
  const wanted = Object.entries(identifiers).flatMap(([kind, text]) => {
    const read = readIdentifier(ground, kind, text, `/identifiers/${kind.slice(0, 40)}`);
    if (!('code' in read)) return [read];
    problems.push(read);
    return [];
  });
  if (problems.length > 0) throw new Rejection(422, problems.slice(0, 20));
  return findMembers(ground, wanted);
}

async function listed(
  ground: Statements,
  filter: MemberFilter,
  { sort = 'id', limit, cursor }: FindRequest,
): Promise<Found> {
  const client = ground.pool;
  const looks = needsState(filter);
  const look = looks ? LOOKED_AT : limit;
  const [after = null] = readCursor(cursor, 1) ?? [];
  const { status, joinedFrom, joinedTo } = filter;
  const asked = { after, descending: sort === '-id', limit: look, status, joinedFrom, joinedTo };
  const ids = await memberIdsOf(client, asked);
  const fitting = looks ? await fittingOf(ground, client, ids, filter) : ids;
  const page = fitting.slice(0, limit);
  const rows = await membersById(client, page);
  const last = fitting.length > limit ? page.at(-1) : ids.length === look ? ids.at(-1) : null;
  return {
    rows: page.flatMap((id) => rows.get(id) ?? []),
    next: last ? writeCursor([last]) : null,
  };
}

/** Those whose states, with what has fallen due by now, show what the filter wants. */
async function fittingOf(
  { clock, ...ground }: Statements,
  client: Queryable,
  ids: readonly number[],
  filter: MemberFilter,
): Promise<number[]> {
  const { compiled } = programNow({ clock, ...ground });
  const states = await statesOf(client, ids);
  return ids.filter((id) => {
    const state = states.get(id);
    if (!state) return false;
    const settled = settledState(compiled, state, clock.now());
    const tiers = Object.fromEntries(
      Object.entries(settled.tiers).map(([set, { level }]) => [set, level ?? '']),
    );
    const { attributes } = new MemberView(settled, compiled.consent);
    return fits(filter, { tags: settled.tags, tiers, attributes });
  });
}

/** Members come in one order; of a masked field not even the order may be told. */
function unsortable(sort: string, masked: readonly string[]): Problem {
  const name = sort.replace(/^-/, '');
  if (isMasked(name, masked)) return maskedField(name, '/sort');
  return {
    code: 'unknown_field',
    path: '/sort',
    detail: 'Members are listed by id, which is the order in which they came.',
    fix: 'Send "id" or "-id"; narrow by where.joinedFrom and where.joinedTo.',
  };
}
