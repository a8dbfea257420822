import { LIMITS } from '../../kernel/limits.ts';
import { type Problem, Rejection } from '../../kernel/problem.ts';
import { type MemberRow, membersById } from '../members/index.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { findMembers, readIdentifier } from './find-member.ts';
import type { Statements } from './ground.ts';
import { readMember } from './read-member.ts';
import { memberIdsAfter } from './store.ts';

/** Members on one page: each is worked out in full. */
const PAGE = 100;

/**
 * Members by identifiers (`?phone=…`, `?card=…`), or page by page in the order of their ids.
 * @throws {Rejection} 400 for a parameter that is neither a kind of identifier nor a page.
 */
export async function readMembers(ground: Statements, query: Readonly<Record<string, unknown>>) {
  const { limit: _, cursor: __, ...asked } = query;
  if (Object.keys(asked).length > 0) return byIdentifiers(ground, asked);
  const limit = Math.min(Number(query.limit), PAGE);
  const [after = 0] = readCursor(query.cursor as string | undefined, 1) ?? [];
  const ids = await memberIdsAfter(ground.pool, after, limit);
  const rows = await membersById(ground.pool, ids);
  const last = ids.at(-1);
  return {
    items: await shown(ground, [...rows.values()]),
    next: last !== undefined && ids.length === limit ? writeCursor([last]) : null,
  };
}

async function byIdentifiers(ground: Statements, asked: Readonly<Record<string, unknown>>) {
  const problems: Problem[] = [];
  const identifiers = Object.entries(asked).flatMap(([kind, given]) => {
    const path = `/query/${kind.slice(0, 40)}`;
    const text = typeof given === 'string' && given.length <= LIMITS.text ? given : '';
    const read = readIdentifier(ground, kind, text, path);
    if (!('code' in read)) return [read];
    problems.push(read);
    return [];
  });
  if (problems.length > 0) throw new Rejection(400, problems.slice(0, 20));
  return { items: await shown(ground, await findMembers(ground, identifiers)), next: null };
}

function shown(ground: Statements, rows: readonly MemberRow[]) {
  const sorted = rows.toSorted((a, b) => a.memberId - b.memberId);
  return Promise.all(sorted.map((row) => readMember(ground, row, false)));
}
