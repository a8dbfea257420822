import {
  asObject,
  KnownFields,
  type Loose,
  readInstant,
  readOptionalText,
  readText,
  refuseUnknown,
} from '../../../kernel/input/fields.ts';
import { ProblemList, quoted } from '../../../kernel/input/problem-list.ts';
import { nearestName } from '../../../kernel/nearest-name.ts';
import type { Problem } from '../../../kernel/problem.ts';
import type { Instant } from '../../../kernel/time.ts';
import { cleanFact } from './clean/clean-fact.ts';
import { refuseAhead } from './consent-data.ts';
import { isKnownType, KNOWN_TYPES, readData } from './event-data.ts';
import type { EventSettings } from './event-settings.ts';
import type { Fact } from './fact.ts';
import { readIdentifiers } from './identifiers.ts';
import type { Personal } from './profile-data.ts';
import { RECEIPT_SOURCE } from './purchase-reference.ts';

const FIELDS = new KnownFields(
  'source',
  'id',
  'type',
  'member',
  'to',
  'happenedAt',
  'channel',
  'store',
  'touchpoint',
  'data',
);

const DEFAULT_SOURCE = 'api';
/** Events that the hub itself makes: what fell due, and what a decision asks of others. */
const HUB_SOURCE = 'hachi';
const CUSTOM_TYPE = /^[a-z][a-z0-9_.-]{0,79}$/;
/** Beginnings that only the hub's own types may have, so that a slip is not a custom event. */
const RESERVED = [
  'card.',
  'coupon.',
  'points.',
  'member.',
  'referral.',
  'purchase.',
  'benefit.',
  'reward.',
  'challenge.',
  'consent.',
  'hachi.',
];
/** Other systems that bring friends say so by this event of theirs. */
const CUSTOM_ALL_THE_SAME: ReadonlySet<string> = new Set(['referral.completed']);
const DAY_MS = 86_400_000;
/** Types whose purchase says whose they are, or that may be claimed later. */
const WITHOUT_MEMBER: ReadonlySet<string> = new Set(['purchase', 'return', 'purchase.reinstated']);
/** Types in which something goes from one member to another. */
const PASSING: ReadonlySet<string> = new Set([
  ...['points.transfer', 'coupon.transfer', 'member.merged', 'member.unmerged'],
]);
const NO_DATA: Loose = Object.freeze({});

/** The flag of an event that did not say when it happened. */
export const HAPPENED_AT_RECEIVED = 'happened_at_received';

/** A clean fact, or everything that is wrong with the input. */
export type Normalized =
  | {
      readonly ok: true;
      readonly fact: Fact;
      /** JSON pointers of what was written differently than it was sent. */
      readonly changed: string[];
    }
  | { readonly ok: false; readonly problems: Problem[] };

/**
 * Turns an event as it was sent into a fact: checked, bounded, complete, with its keys in one
 * fixed order (equal events have equal JSON). Never throws; all problems are told at once.
 *
 * An event without `happenedAt` gets the time of its arrival and the flag
 * `happened_at_received`: a retry of it differs in nothing but that moment.
 */
export function normalizeEvent(input: unknown, settings: EventSettings): Normalized {
  const out = new ProblemList();
  const from = asObject(out, input, '');
  if (!from) return { ok: false, problems: out.problems };
  refuseUnknown(out, from, FIELDS, '');
  const changed: string[] = [];
  const source = readSource(out, from);
  const type = readType(out, from);
  const given = from.happenedAt !== undefined && from.happenedAt !== null;
  const fact: Fact = {
    source,
    id: readText(out, from, 'id', ''),
    type,
    identifiers: readIdentifiers(out, from.member, '/member', settings, changed),
    to: readIdentifiers(out, from.to, '/to', settings, changed),
    happenedAt: given ? readHappenedAt(out, from, settings.receivedAt) : settings.receivedAt,
    channel: readOptionalText(out, from, 'channel', ''),
    store: readOptionalText(out, from, 'store', ''),
    touchpoint: readOptionalText(out, from, 'touchpoint', ''),
    data: NO_DATA,
    flags: given ? [] : [HAPPENED_AT_RECEIVED],
  };
  checkParties(out, from, type);
  if (type === 'consent.given') refuseAhead(out, fact.happenedAt, settings.receivedAt);
  if (type === '') return { ok: false, problems: out.problems };
  const data = asObject(out, from.data ?? NO_DATA, '/data');
  if (data) {
    const { identifiers } = fact;
    const personal: Record<string, string | null> = {};
    const about = { source, settings, identifiers, personal, changed };
    const context = { out, from: data, path: '/data', ...about };
    const read = readData(type, context);
    (fact as { data: unknown }).data = read;
    if (Object.keys(personal).length > 0) (fact as { personal?: Personal }).personal = personal;
    if (type === 'purchase' && usesWhatIsAMembers(read)) needMember(out, from);
  }
  if (out.problems.length > 0) return { ok: false, problems: out.problems };
  return { ok: true, fact: cleanFact(fact, changed), changed };
}

function readSource(out: ProblemList, from: Loose): string {
  const source = readOptionalText(out, from, 'source', '') ?? DEFAULT_SOURCE;
  if (source === HUB_SOURCE) {
    const detail = `The source "${HUB_SOURCE}" is reserved for events of the hub itself.`;
    out.add('source_reserved', '/source', detail, 'Name the system that sends, such as pos.');
  }
  if (source === RECEIPT_SOURCE) {
    const detail = `The source "${RECEIPT_SOURCE}" is reserved for references to receipts.`;
    out.add('source_reserved', '/source', detail, 'Name the system that sends, such as pos.');
  }
  return source;
}

/** The type, or `''` when there is none that its data could be read by. */
function readType(out: ProblemList, from: Loose): string {
  const type = readText(out, from, 'type', '');
  if (type === '' || isKnownType(type)) return type;
  const near = nearestName(type, KNOWN_TYPES);
  const fix = near
    ? `Did you mean "${near}"?`
    : 'Use a known type, or for an event of your own a name such as visit or review.posted.';
  if (!CUSTOM_TYPE.test(type)) {
    out.add('type_unknown', '/type', `${quoted(type)} cannot be a type of event.`, fix);
    return '';
  }
  if (RESERVED.some((start) => type.startsWith(start)) && !CUSTOM_ALL_THE_SAME.has(type)) {
    const detail = `The hub knows no type ${quoted(type)}, and its beginning is reserved.`;
    out.add('type_unknown', '/type', detail, fix);
    return '';
  }
  return type;
}

function readHappenedAt(out: ProblemList, from: Loose, receivedAt: Instant): Instant {
  const happenedAt = readInstant(out, from, 'happenedAt', '');
  if (happenedAt === null) return receivedAt;
  if (happenedAt < 0 || happenedAt > receivedAt + DAY_MS) {
    const detail = `${quoted(from.happenedAt)} is before 1970 or more than a day ahead.`;
    const fix = 'Check the clock and the time zone of the touchpoint.';
    out.add('happened_at_far', '/happenedAt', detail, fix);
  }
  return happenedAt;
}

function usesWhatIsAMembers(read: object): boolean {
  return 'coupons' in read || 'redemptions' in read;
}

/** Coupons are a member's: a purchase that nobody has claimed uses none. */
function needMember(out: ProblemList, from: Loose): void {
  if (from.member !== undefined && from.member !== null) return;
  const fix = 'Send "member" with at least one identifier, or leave coupons and redemptions out.';
  out.add('member_missing', '/member', "Coupons and redemptions are a member's.", fix);
}

/** Whose event it is, and who else may take part. */
function checkParties(out: ProblemList, from: Loose, type: string): void {
  const hasMember = from.member !== undefined && from.member !== null;
  if (!hasMember && type !== '' && !WITHOUT_MEMBER.has(type)) {
    const fix = 'Send "member" with at least one identifier, such as { "card": "…" }.';
    out.add('member_missing', '/member', `A ${type} event needs a member.`, fix);
  }
  const hasReceiver = from.to !== undefined && from.to !== null;
  const passes = PASSING.has(type);
  if (passes && !hasReceiver) {
    const fix = 'Send "to" with an identifier of the member who receives.';
    out.add('receiver_missing', '/to', 'A transfer needs a receiver.', fix);
  }
  if (!passes && hasReceiver) {
    const fix = 'Leave "to" out, or send a points.transfer or coupon.transfer.';
    out.add('receiver_unexpected', '/to', 'Only a transfer has a receiver.', fix);
  }
}
