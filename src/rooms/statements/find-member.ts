import { type Problem, Rejection, reject } from '../../kernel/problem.ts';
import { normalizeIdentifier } from '../events/index.ts';
import { memberOfPath } from '../intake/index.ts';
import { findByIdentifiers, type MemberRow, membersById, parseMemberId } from '../members/index.ts';
import { programNow, type Statements } from './ground.ts';

interface Identifier {
  readonly kind: string;
  readonly value: string;
}

/**
 * The member that a path names, by id or by any identifier of the program.
 * @throws {Rejection} 400 for what names nobody, 404 `member_unknown`.
 */
export async function findMember(ground: Statements, text: string): Promise<MemberRow> {
  const [named] = Object.entries(memberOfPath(text));
  const [kind, value] = named as [string, string];
  const identifier = readIdentifier(ground, kind, value, '/path/member');
  if ('code' in identifier) throw new Rejection(400, [identifier]);
  const [found] = await findMembers(ground, [identifier]);
  if (found) return found;
  throw reject(404, {
    code: 'member_unknown',
    path: '/path/member',
    detail: 'The hub does not know this member.',
    fix: 'Check the identifier, or enrol the member: POST /v1/members.',
  });
}

/** Members by identifiers: each at most once, unknown ones left out. */
export async function findMembers(
  { pool, vault }: Statements,
  identifiers: readonly Identifier[],
): Promise<MemberRow[]> {
  const ids = identifiers.flatMap(({ kind, value }) =>
    kind === 'id' ? (parseMemberId(value) ?? []) : [],
  );
  const others = identifiers.filter(({ kind }) => kind !== 'id');
  const found = await findByIdentifiers(pool, vault, others);
  const members = await membersById(pool, [...new Set([...ids, ...found.values()])]);
  // An old id keeps answering for itself; every other name leads to who answers now.
  const named = new Set(ids);
  const moved = [...members.values()].filter(
    ({ memberId, mergedInto }) => mergedInto !== null && !named.has(memberId),
  );
  for (const { memberId } of moved) members.delete(memberId);
  const into = moved.map(({ mergedInto }) => mergedInto ?? 0);
  for (const [id, member] of await membersById(pool, into)) members.set(id, member);
  return [...members.values()].sort((a, b) => a.memberId - b.memberId);
}

/** An identifier as the hub stores it, or what is wrong with it. */
export function readIdentifier(
  ground: Statements,
  kind: string,
  raw: string,
  path: string,
): Identifier | Problem {
  const { identify, country } = programNow(ground).compiled.intake;
  if (kind !== 'id' && !identify.includes(kind)) {
    return {
      code: 'identifier_kind_unknown',
      path,
      detail: `"${kind.slice(0, 40)}" is not a kind of identifier of this program.`,
      fix: `The program knows: ${['id', ...identify].join(', ')}.`,
    };
  }
  const value = normalizeIdentifier(kind, raw, {
    identify,
    ...(country === null ? {} : { defaultCountry: country }),
  });
  if (value !== null) return { kind, value };
  return {
    code: 'identifier_unreadable',
    path,
    detail: `This cannot be read as "${kind}".`,
    fix: 'Write it as it was given at enrolment; a phone with its country code, + as %2B.',
  };
}
