import type { CampaignDocument, CouponDocument, SharedDocument } from './section.ts';
import { kindOf } from './values/catalogue.ts';

/** A coupon in one line of words, for the plan. */
export function describeCoupon(coupon: CouponDocument): string {
  const { minimum, valid, campaign, code, codes, lane, limits, stock } = coupon;
  const parts = [kindOf(coupon.take).describe(coupon.take)];
  for (const [what, names] of Object.entries(coupon.for ?? {})) {
    parts.push(what === 'when' ? `for lines when ${names}` : `for ${what} ${list(names)}`);
  }
  if (minimum?.net) parts.push(`from ${minimum.net} on`);
  if (minimum?.pieces) parts.push(`from ${number(minimum.pieces)} pieces on`);
  if (campaign) parts.push(`in campaign ${campaign}`);
  if (valid && 'for' in valid) parts.push(`for ${valid.for} from its issue`);
  parts.push(...days(valid), ...members(coupon.members), ...places(coupon));
  if (code) parts.push(`code ${code}`);
  if (codes) parts.push(`${codes.kind} codes${codes.prefix ? ` ${codes.prefix}…` : ''}`);
  if (lane) parts.push(`lane ${lane}`);
  for (const limit of limits?.perMember ?? []) {
    parts.push(`at most ${number(limit.times)} times in ${limit.per} for a member`);
  }
  for (const limit of limits?.total ?? []) {
    parts.push(`at most ${number(limit.times)} times in ${limit.per}`);
  }
  if (stock) parts.push(`${number(stock)} to issue`);
  if (coupon.transfer) parts.push('may be passed on');
  if (coupon.onReturn === 'keep') parts.push('stays used after a return');
  if (coupon.stopped) parts.push('stopped');
  return parts.join(', ');
}

/** A campaign in one line of words, for the plan. */
export function describeCampaign(campaign: CampaignDocument): string {
  const parts = [...days(campaign.valid), ...members(campaign.members), ...places(campaign)];
  return parts.length > 0 ? parts.join(', ') : 'always, for everybody';
}

function days(valid: { from?: string; to?: string } | undefined): string[] {
  const parts: string[] = [];
  if (valid?.from) parts.push(`from ${valid.from}`);
  if (valid?.to) parts.push(`until the end of ${valid.to}`);
  return parts;
}

function members(who: CouponDocument['members']): string[] {
  if (who === undefined) return [];
  if (who === 'issued') return ['for members it is issued to'];
  const parts: string[] = [];
  if (who.tags) parts.push(`for members tagged ${list(who.tags)}`);
  if (who.when) parts.push(`for members when ${who.when}`);
  return parts;
}

function places({ stores, channels, when, budget, paidBy }: SharedDocument): string[] {
  const parts: string[] = [];
  if (stores) parts.push(`in stores ${list(stores)}`);
  if (channels) parts.push(`in ${list(channels)}`);
  if (when) parts.push(`when ${when}`);
  if (budget) parts.push(`budget ${budget.money}${budget.per ? ` in ${budget.per}` : ''}`);
  if (paidBy) parts.push(`paid by ${paidBy.map((one) => `${one.by} ${one.percent}%`).join(', ')}`);
  return parts;
}

/** The first names of a list, and how many more there are. */
function list(names: unknown): string {
  const all = names as readonly string[];
  const shown = all.slice(0, 5).join(', ');
  return all.length > 5 ? `${shown} and ${all.length - 5} more` : shown;
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
