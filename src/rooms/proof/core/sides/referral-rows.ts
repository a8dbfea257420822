import type { StoredEvent } from '../history.ts';
import { eachEffect, type Side } from './side.ts';

/** Whose code it is: the first event that took it. */
export const referralCodes: Side = {
  table: 'referral_codes',
  expected({ events }) {
    const rows = new Map();
    eachEffect(events, ({ kind, code }, { happenedAt }) => {
      const key = String(code);
      if (kind === 'referral-code' && !rows.has(key)) rows.set(key, { at: happenedAt });
    });
    return rows;
  },
};

/** Who brought this member. */
export const referralFriends: Side = {
  table: 'referral_friends',
  expected({ events, memberId }) {
    const rows = new Map();
    eachEffect(events, ({ kind, referral }, event) => {
      if (kind !== 'referral-bound') return;
      const { introduction } = saidOf(event) as { introduction?: { advocate?: number } };
      const row = { advocate: introduction?.advocate ?? null, referral, at: event.happenedAt };
      rows.set(String(memberId), row);
    });
    return rows;
  },
};

/** The reach level that last paid this advocate. */
export const referralAdvocates: Side = {
  table: 'referral_advocates',
  expected({ events, memberId }) {
    const rows = new Map();
    eachEffect(events, ({ kind, depth, reach }) => {
      if (kind === 'referral-counted' && depth === 1) rows.set(String(memberId), { reach });
    });
    return rows;
  },
};

/** What this member left behind, when it was first seen. */
export const referralSignals: Side = {
  table: 'referral_signals',
  expected({ events }) {
    const rows = new Map();
    for (const event of events) {
      const { signals } = saidOf(event) as { signals?: Record<string, string> };
      for (const [kind, hash] of Object.entries(signals ?? {})) {
        const key = `${kind}:${hash}`;
        if (!rows.has(key)) rows.set(key, { at: event.happenedAt });
      }
    }
    return rows;
  },
};

const SAYS: ReadonlySet<string> = new Set(['referral.bind', 'referral.signals']);

/** What an event says of how the member came. */
function saidOf({ type, data }: StoredEvent): object {
  if (type === 'member.enrolled') return (data as { referral?: object }).referral ?? {};
  return SAYS.has(type) ? data : {};
}

const OUTCOMES: Readonly<Record<string, string | null>> = {
  'referral-held': null,
  'referral-released': 'allow',
  'referral-refused': 'refuse',
};

/** Referrals that were held, and what became of them. */
export const referralReviews: Side = {
  table: 'referral_reviews',
  expected({ events, memberId }) {
    const rows = new Map();
    eachEffect(events, (effect, { happenedAt }) => {
      const outcome = OUTCOMES[effect.kind];
      if (effect.room !== 'referrals' || outcome === undefined) return;
      const key = String(effect.referral);
      const { score = rows.get(key)?.score ?? 0 } = effect;
      const reviewedAt = outcome === null ? null : happenedAt;
      rows.set(key, { friend: memberId, score, outcome, reviewedAt });
    });
    return rows;
  },
};
