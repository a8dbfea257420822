import { formatInstant, type Instant } from '../../kernel/time.ts';
import { formatMemberId } from '../members/index.ts';
import type { Statements } from './ground.ts';

interface Row {
  readonly referral: string;
  readonly friendId: number;
  readonly advocateId: number | null;
  readonly score: number;
  readonly findings: readonly unknown[];
  readonly heldAt: Instant;
  readonly outcome: string | null;
  readonly reviewedAt: Instant | null;
}

/** Referrals that wait for a person, oldest first; or those that a person has decided. */
export async function readReferralReviews(
  { pool }: Statements,
  { state, limit }: { readonly state: 'open' | 'done'; readonly limit: number },
) {
  const { rows } = await pool.query<Row>({
    name: `statements_referral_reviews_${state}`,
    text: `select referral, friend_id as "friendId", advocate_id as "advocateId", score, findings,
        held_at as "heldAt", outcome, reviewed_at as "reviewedAt"
      from v_referral_reviews where outcome is ${state === 'open' ? 'null' : 'not null'}
      order by held_at, referral limit $1::integer`,
    values: [limit],
  });
  return {
    reviews: rows.map(({ friendId, advocateId, heldAt, reviewedAt, ...row }) => ({
      ...row,
      friend: formatMemberId(friendId),
      advocate: advocateId === null ? null : formatMemberId(advocateId),
      heldAt: formatInstant(heldAt),
      reviewedAt: reviewedAt === null ? null : formatInstant(reviewedAt),
    })),
  };
}
