import { countUp, limitsOf, scarceKey } from './limits.ts';
import type { Draft } from './model.ts';
import { REFERRALS } from './rooms.ts';

/** What a payment of referrals is for. */
export type Payment = 'welcome' | 'qualified' | 'reach' | 'chain' | 'step';

/** Whether the caps let a payment through; the member is told when they do not. */
export function fund(draft: Draft, what: Payment, cost = '0.00'): boolean {
  const reason = whyNot(draft, what, Math.round(Number(cost) * 100));
  if (reason !== null) draft.told.push(`unpaid ${what} ${reason}`);
  return reason === null;
}

function whyNot(draft: Draft, what: Payment, cents: number): string | null {
  const { member, short } = draft;
  if (member.left) return 'advocate_gone';
  const { perMember, total } = REFERRALS.limits;
  const own = what === 'welcome' || what === 'qualified' ? {} : { limits: { perMember } };
  const { keys, room } = limitsOf(draft, { id: 'referrals', ...own });
  if (!room) return 'referral_limit_reached';
  const key = scarceKey(draft, 'referrals:total', total.per);
  if (cents > 0 && short(what, key, cents)) return 'referral_budget_used_up';
  countUp(member, keys);
  return null;
}
