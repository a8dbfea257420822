import { formatInstant, type Instant } from '../../kernel/time.ts';
import { formatMemberId } from '../members/index.ts';
import { readReferrals as readSlice, referralLink, showProgress } from '../referrals/index.ts';
import { settledState } from './core/settled-state.ts';
import { programNow, type Statements } from './ground.ts';
import { stateOf } from './store.ts';

const NOTHING = { came: 0, counted: 0, waiting: 0, progress: 0, steps: [], next: null };

/** Whom a member has brought and by what codes, the progress bar, and who brought the member. */
export async function readReferrals(ground: Statements, memberId: number, at: Instant) {
  const state = await stateOf(ground.pool, memberId);
  const { compiled } = programNow(ground);
  const stored = state && settledState(compiled, state, at).slices.referrals;
  const slice = stored ? readSlice(stored) : undefined;
  const terms = compiled.referrals;
  const { reached, ...shown } = terms ? showProgress(terms, slice) : { ...NOTHING, reached: [] };
  const { friend, codes = [] } = slice ?? {};
  return {
    member: formatMemberId(memberId),
    codes: codes.map((code) => ({ code, link: terms && referralLink(terms, code) })),
    ...shown,
    steps: (terms?.progress ?? []).map(({ id, at: place }) => ({
      id,
      at: place,
      reached: (reached as readonly string[]).includes(id),
    })),
    broughtBy: friend
      ? {
          referral: friend.id,
          state: friend.state,
          held: friend.held,
          code: friend.code,
          until: formatInstant(friend.until),
        }
      : null,
  };
}
