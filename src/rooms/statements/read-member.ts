import { formatInstant } from '../../kernel/time.ts';
import { usable } from '../consent/index.ts';
import { MemberView } from '../engine/index.ts';
import {
  formatMemberId,
  identifiersOf,
  type MemberRow,
  maskField,
  maskIdentifier,
  profileOf,
} from '../members/index.ts';
import { settledState } from './core/settled-state.ts';
import { wordsOf } from './core/words.ts';
import { programNow, type Statements } from './ground.ts';
import { currenciesOf } from './read-balances.ts';
import { levelOf } from './read-tiers.ts';
import { stateOf } from './store.ts';

/**
 * One member at a glance: who, what, where in the tiers. Identifiers are masked unless revealed.
 */
export async function readMember(ground: Statements, member: MemberRow, reveal: boolean) {
  const { pool, clock, vault } = ground;
  const { memberId } = member;
  const [known, profiles, state] = await Promise.all([
    identifiersOf(pool, vault, [memberId]),
    profileOf(pool, vault, [memberId]),
    stateOf(pool, memberId),
  ]);
  const identifiers = (known.get(memberId) ?? [])
    .filter(({ endedAt }) => endedAt === null)
    .map(({ kind, value }) => ({ kind, value }));
  const published = programNow(ground);
  const now = clock.now();
  const settled = state && settledState(published.compiled, state, now);
  const { consent } = published.compiled;
  // Sealed fields rest on consents as attributes do.
  const fields = usable(consent, state?.slices.consents, profiles.get(memberId) ?? {}, now);
  return {
    id: formatMemberId(memberId),
    status: member.status,
    mergedInto: member.mergedInto === null ? null : formatMemberId(member.mergedInto),
    joinedAt: formatInstant(member.joinedAt),
    enrolledBy: { source: member.enrolledSource, id: member.enrolledId },
    profile: Object.fromEntries(
      Object.entries(fields).map(([name, { value, source, at }]) => [
        name,
        { value: reveal ? value : maskField(value), source, at: formatInstant(at) },
      ]),
    ),
    identifiers: reveal ? identifiers : identifiers.map(maskIdentifier),
    balances: currenciesOf(published, settled),
    tiers: Object.fromEntries(
      published.compiled.tierSets.map(({ id }) => {
        const level = settled?.tiers[id]?.level ?? '';
        return [id, { level, name: wordsOf(levelOf(published.document, id, level)?.name, level) }];
      }),
    ),
    tags: settled?.tags ?? [],
    attributes: settled ? new MemberView(settled, consent).attributes : {},
    purchases: {
      count: settled?.purchases.count ?? 0,
      total: settled?.purchases.total ?? 0,
      last: settled?.purchases.last ? formatInstant(settled.purchases.last) : null,
    },
    events: settled?.no ?? 0,
  };
}
