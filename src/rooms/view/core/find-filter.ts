import { ProblemList, pointer } from '../../../kernel/input/problem-list.ts';
import { nearestName } from '../../../kernel/nearest-name.ts';
import type { Problem } from '../../../kernel/problem.ts';
import { type Instant, parseInstant } from '../../../kernel/time.ts';

type Scalar = string | number | boolean;

/** What members a list is wanted of; what is null or empty asks for nothing. */
export interface MemberFilter {
  readonly status: string | null;
  readonly joinedFrom: Instant | null;
  readonly joinedTo: Instant | null;
  readonly tag: string | null;
  /** Level by tier set. */
  readonly tiers: Readonly<Record<string, string>>;
  readonly attributes: Readonly<Record<string, Scalar>>;
}

/** What a member shows that a filter may look at. */
export interface Shown {
  readonly tags: readonly string[];
  readonly tiers: Readonly<Record<string, string>>;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Fields of a filter, all of them about what every reader sees unmasked. */
const FIELDS = ['status', 'joinedFrom', 'joinedTo', 'tag', 'tiers', 'attributes'] as const;
const STATUSES = ['active', 'left', 'blocked', 'merged', 'erased'];
/** Words for personal data that a program may not list, and a caller may try all the same. */
const PERSONAL = ['identifiers', 'profile', 'name', 'phone', 'email', 'address', 'birthday'];

/** A filter, or everything that is wrong with it. */
export type ReadFilter =
  | { readonly ok: true; readonly filter: MemberFilter }
  | { readonly ok: false; readonly problems: Problem[] };

/**
 * Reads a filter. What is masked, sealed, or says who somebody is cannot be filtered by: the answer
 * would tell what the mask hides.
 * @param masked names of identifiers and profile fields of the program.
 */
export function readFilter(
  where: Readonly<Record<string, unknown>>,
  masked: readonly string[],
): ReadFilter {
  const out = new ProblemList();
  for (const name of Object.keys(where)) {
    if ((FIELDS as readonly string[]).includes(name)) continue;
    if (isMasked(name, masked)) out.problems.push(maskedField(name, '/where'));
    else refuseUnknown(out, name);
  }
  const attributes = scalarsIn(out, where.attributes, '/where/attributes');
  for (const name of Object.keys(attributes)) {
    if (isMasked(name, masked)) out.problems.push(maskedField(name, '/where/attributes'));
  }
  const status = textIn(out, where, 'status');
  if (status !== null && !STATUSES.includes(status)) {
    const fix = `Send one of: ${STATUSES.join(', ')}.`;
    out.add('out_of_range', '/where/status', 'There is no such status.', fix);
  }
  const tiers = scalarsIn(out, where.tiers, '/where/tiers') as Record<string, string>;
  const filter: MemberFilter = {
    status,
    tag: textIn(out, where, 'tag'),
    joinedFrom: momentIn(out, where, 'joinedFrom'),
    joinedTo: momentIn(out, where, 'joinedTo'),
    tiers,
    attributes,
  };
  return out.problems.length > 0 ? { ok: false, problems: out.problems } : { ok: true, filter };
}

/** Whether a field says who somebody is: it, or what it lies in. */
export function isMasked(name: string, masked: readonly string[]): boolean {
  const [first = ''] = name.split(/[./]/);
  return PERSONAL.includes(first) || masked.includes(first);
}

/** The refusal of a field that is masked, where a list was to be filtered or sorted by it. */
export function maskedField(name: string, path: string): Problem {
  return {
    code: 'field_masked',
    path: pointer(path, name.slice(0, 60)),
    detail: 'This field is masked: nothing can be filtered or sorted by it.',
    fix: 'Find one member by a whole identifier: "identifiers"; or filter by what is shown.',
  };
}

/** Whether what a member shows fits the filter. Moments and status are the caller's business. */
export function fits({ tag, tiers, attributes }: MemberFilter, shown: Shown): boolean {
  if (tag !== null && !shown.tags.includes(tag)) return false;
  if (!Object.entries(tiers).every(([set, level]) => shown.tiers[set] === level)) return false;
  return Object.entries(attributes).every(
    ([name, value]) => Object.hasOwn(shown.attributes, name) && shown.attributes[name] === value,
  );
}

/** Whether a filter asks for nothing that only a member's state can tell. */
export function needsState({ tag, tiers, attributes }: MemberFilter): boolean {
  return tag !== null || Object.keys(tiers).length + Object.keys(attributes).length > 0;
}

function refuseUnknown(out: ProblemList, name: string): void {
  const near = nearestName(name, FIELDS);
  const fix = near ? `Did you mean "${near}"?` : `Filter by: ${FIELDS.join(', ')}.`;
  const path = pointer('/where', name.slice(0, 60));
  out.add('unknown_field', path, 'Nothing can be filtered by this.', fix);
}

function textIn(out: ProblemList, where: Readonly<Record<string, unknown>>, name: string) {
  const value = where[name];
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' && value.length <= 200) return value;
  out.add('not_a_text', pointer('/where', name), 'A text is needed here.', 'Send it in quotes.');
  return null;
}

function momentIn(out: ProblemList, where: Readonly<Record<string, unknown>>, name: string) {
  const value = where[name];
  if (value === undefined || value === null) return null;
  const at = typeof value === 'string' && value.length <= 40 ? parseInstant(value) : null;
  if (at !== null) return at;
  const fix = 'Send an ISO 8601 moment with an offset, such as 2026-06-19T14:30:00Z.';
  out.add('not_an_instant', pointer('/where', name), 'This is not a moment with an offset.', fix);
  return null;
}

function scalarsIn(out: ProblemList, value: unknown, path: string): Record<string, Scalar> {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) {
    out.add('not_an_object', path, 'An object is needed here.', 'Send names with their values.');
    return {};
  }
  const entries = Object.entries(value).slice(0, 20);
  for (const [name, one] of entries) {
    if (['string', 'number', 'boolean'].includes(typeof one)) continue;
    const fix = 'Send a text, a number, true or false.';
    out.add('not_a_scalar', pointer(path, name.slice(0, 60)), 'This cannot be compared.', fix);
  }
  return Object.fromEntries(entries) as Record<string, Scalar>;
}
