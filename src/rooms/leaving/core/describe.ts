import type { LeavingDocument, PointsEndDocument } from './section.ts';

/** One part of the section in words, for the plan. */
export function describeLeaving(key: string, item: unknown): string {
  switch (key) {
    case 'wait':
      return `takes effect after ${item}`;
    case 'points':
      return Object.entries(item as LeavingDocument['points'])
        .map(([currency, end]) => `${currency} ${endInWords(end)}`)
        .join(', ');
    case 'pending':
      return item === 'same' ? 'pending points go with the others' : 'pending points are lost';
    case 'coupons':
      return item === 'honour' ? 'coupons stay good' : 'coupons end';
    case 'tier':
      return tierInWords(item as LeavingDocument['tier']);
    case 'open':
      return item === 'void' ? 'what is open is undone' : 'what is open must be finished first';
    default:
      return `confirmed are ${(item as string[]).join(', ')}`;
  }
}

function endInWords(end: PointsEndDocument): string {
  if (end === 'forfeit') return 'lost';
  if ('donate' in end) return `to ${end.donate}`;
  const most = end.most === undefined ? '' : `, at most ${end.most}`;
  const per = end.per.toLocaleString('en-US');
  return `paid out as ${end.payout} for ${per} each${most}, the rest ${endInWords(end.rest)}`;
}

function tierInWords(tier: LeavingDocument['tier']): string {
  return tier === 'ends' ? 'tiers end' : `tiers are kept for ${tier.keepFor}`;
}
