import Type, { type Static } from 'typebox';
import type { Problem } from '../../../kernel/problem.ts';
import type { ProgramDocument } from './section.ts';
import { suggest } from './suggest.ts';
import { Count, Id } from './vocabulary-schema.ts';

const strict = { additionalProperties: false };

/**
 * One thing that a room gives in another room's words: points (smallest unit of the currency), a
 * coupon, a benefit, a badge, or a tag on the member. The engine carries it out.
 */
export const Grant = Type.Union([
  Type.Object({ points: Id, amount: Count }, strict),
  Type.Object({ coupon: Id }, strict),
  Type.Object({ benefit: Id }, strict),
  Type.Object({ badge: Id }, strict),
  Type.Object({ tag: Id }, strict),
]);

/** What is given together, in this order. */
export const Grants = Type.Array(Grant, { minItems: 1, maxItems: 10 });

export type Grant = Static<typeof Grant>;

/** What a grant is of: the words `points`, `coupon`, `benefit`, `badge`, `tag`. */
export type GrantKind = 'points' | 'coupon' | 'benefit' | 'badge' | 'tag';

/** Where the document declares what grants name. Tags are free. */
const DECLARED: Readonly<Record<Exclude<GrantKind, 'tag'>, { section: string; code: string }>> = {
  points: { section: 'points', code: 'unknown_currency' },
  coupon: { section: 'coupons', code: 'unknown_coupon' },
  benefit: { section: 'benefits', code: 'unknown_benefit' },
  badge: { section: 'badges', code: 'unknown_badge' },
};

/** What a grant is of, and the id of it. */
export function grantOf(grant: Grant): { readonly kind: GrantKind; readonly id: string } {
  if ('points' in grant) return { kind: 'points', id: grant.points };
  if ('coupon' in grant) return { kind: 'coupon', id: grant.coupon };
  if ('benefit' in grant) return { kind: 'benefit', id: grant.benefit };
  if ('badge' in grant) return { kind: 'badge', id: grant.badge };
  return { kind: 'tag', id: grant.tag };
}

/**
 * What is wrong with a list of grants at `path`: names that the document does not declare, and what
 * is given twice although once is all there is (a benefit, a badge, a tag, points in two parts).
 */
export function checkGrants(
  grants: readonly Grant[],
  document: ProgramDocument,
  path: string,
): Problem[] {
  return grants.flatMap((grant, index) => {
    const { kind, id } = grantOf(grant);
    const at = `${path}/${index}/${kind}`;
    const problems = kind === 'tag' ? [] : undeclared(kind, id, document, at);
    const before = grants.slice(0, index).map(grantOf);
    const again = before.some((other) => other.kind === kind && other.id === id);
    if (again && kind !== 'coupon') problems.push(twice(kind, id, at));
    return problems;
  });
}

function undeclared(
  kind: Exclude<GrantKind, 'tag'>,
  id: string,
  document: ProgramDocument,
  path: string,
): Problem[] {
  const { section, code } = DECLARED[kind];
  const known = idsIn(document[section]);
  if (known.includes(id)) return [];
  const noun = kind === 'points' ? 'point currency' : kind;
  const fix = known.length > 0 ? suggest(id, known) : `Add it to \`${section}\`.`;
  return [{ code, path, detail: `There is no ${noun} "${id}".`, fix }];
}

/** The ids of a section: the `id` of each item of a list, or the keys of an object. */
function idsIn(section: unknown): string[] {
  if (Array.isArray(section)) {
    const ids = section.map((item: { id?: unknown } | null) => item?.id);
    return ids.filter((id) => typeof id === 'string');
  }
  return section && typeof section === 'object' ? Object.keys(section) : [];
}

function twice(kind: GrantKind, id: string, path: string): Problem {
  const fix = kind === 'points' ? 'Add the amounts up.' : 'Leave it out here.';
  return { code: 'duplicate_grant', path, detail: `The ${kind} "${id}" is given twice.`, fix };
}

/** A list of grants in words, for the plan: "50 star, coupon free-coffee, badge regular". */
export function describeGrants(grants: readonly Grant[]): string {
  const words = grants.map((grant) => {
    if ('points' in grant) return `${grant.amount.toLocaleString('en-US')} ${grant.points}`;
    const { kind, id } = grantOf(grant);
    return `${kind} ${id}`;
  });
  return words.join(', ');
}
