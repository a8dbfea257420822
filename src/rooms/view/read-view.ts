import { formatInstant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import { missingFor, PREFERENCES } from '../consent/index.ts';
import type { MemberState } from '../engine/index.ts';
import type { MemberRow } from '../members/index.ts';
import {
  programNow,
  purposesNow,
  readBenefits,
  readChallenges,
  readCoupons,
  readMember,
  readRedemptions,
  type Statements,
  stateOf,
} from '../statements/index.ts';
import type { Portrait } from './core/portrait.ts';
import { BEFORE_WEEKS, preferencesOf, RECENT_WEEKS } from './core/preferences.ts';
import { lineTeller } from './line.ts';
import { historyOfIdentifiers, mergedHere, portraitOfPerson } from './person.ts';
import type { Sight } from './sight.ts';
import { sourcesOf } from './sources.ts';
import { eventsNumbered, type TimelineRow } from './timeline-store.ts';

/** Kinds whose last few events a view shows. */
const RECENT = ['purchase', 'visit', 'browsing', 'feedback', 'message'] as const;

/**
 * One member whole: what `readMember` says, and what the member has, has done lately, and prefers;
 * each part with its source, its time, and what it rests on.
 */
export async function readView(
  ground: Statements,
  client: Queryable,
  member: MemberRow,
  { reveal, personal }: Sight,
) {
  const { memberId } = member;
  const now = ground.clock.now();
  const inside = { ...ground, pool: client };
  const base = await readMember(inside, member, reveal);
  const state = await stateOf(client, memberId);
  const portrait = await portraitOfPerson(client, memberId, state, now);
  const [identifierHistory, coupons, benefits, challenges, redemptions, recent, sources] =
    await Promise.all([
      historyOfIdentifiers(ground, client, memberId, reveal),
      readCoupons(inside, memberId, now),
      readBenefits(inside, memberId, now),
      readChallenges(inside, memberId, now),
      readRedemptions(inside, memberId),
      recentOf(inside, memberId, portrait, personal),
      sourcesOf(inside, member, portrait, base),
    ]);
  return {
    ...base,
    identifierHistory,
    merged: mergedHere(state),
    consents: purposesNow(inside, state),
    coupons: { open: coupons.open, reserved: coupons.reserved },
    benefits: benefits.benefits,
    challenges: { open: challenges.open, available: challenges.available, done: challenges.done },
    badges: challenges.badges,
    redemptions: redemptions.redemptions,
    recent,
    channels: channelsOf(portrait),
    activity: activityOf(portrait),
    preferences: shownPreferences(inside, state, portrait),
    counted: { events: portrait.no, all: portrait.no >= base.events },
    sources,
  };
}

/** What a member prefers; nothing while a consent is missing on which that rests. */
function shownPreferences(ground: Statements, state: MemberState | null, portrait: Portrait) {
  const now = ground.clock.now();
  const { consent } = programNow(ground).compiled;
  const said = state?.slices.consents;
  const missing = missingFor(consent, said, 'preferences', PREFERENCES, now);
  const seen = missing === null ? preferencesOf(portrait, now) : { categories: [], drift: null };
  const windows = { recentWeeks: RECENT_WEEKS, beforeWeeks: BEFORE_WEEKS };
  return { ...seen, withheldFor: missing, windows };
}

/** The last few events of the kinds that say most, also of those who were merged. */
async function recentOf(
  ground: Statements,
  memberId: number,
  { kinds }: Portrait,
  personal: boolean,
) {
  const marks = RECENT.flatMap((kind) => kinds[kind]?.last ?? []);
  const whose = Map.groupBy(marks, ([, , other]) => other ?? memberId);
  const line = lineTeller(ground.programs, personal);
  const rows = await Promise.all(
    [...whose].map(([owner, own]) =>
      eventsNumbered(
        ground.pool,
        owner,
        own.map(([, no]) => no),
      ),
    ),
  );
  const lines = rows.flat().sort(newestFirst).map(line);
  return Object.fromEntries(RECENT.map((kind) => [kind, lines.filter((one) => one.kind === kind)]));
}

function newestFirst(a: TimelineRow, b: TimelineRow): number {
  return b.happenedAt - a.happenedAt || b.no - a.no;
}

/** By channel the first and the last touch, and how many there were; the latest first. */
function channelsOf({ channels }: Portrait) {
  return Object.entries(channels)
    .map(([channel, { count, first, last }]) => ({
      channel,
      events: count,
      first: { at: formatInstant(first[0]), no: first[1] },
      last: { at: formatInstant(last[0]?.[0] ?? first[0]), no: last[0]?.[1] ?? first[1] },
    }))
    .sort((a, b) => b.last.no - a.last.no);
}

/** By kind how often, when first and when last. */
function activityOf({ kinds }: Portrait) {
  return Object.entries(kinds).map(([kind, { count, first, last }]) => ({
    kind,
    events: count,
    firstAt: formatInstant(first[0]),
    lastAt: formatInstant(last[0]?.[0] ?? first[0]),
  }));
}
