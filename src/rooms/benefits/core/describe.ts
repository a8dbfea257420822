import { describeGrants } from '../../program/index.ts';
import type { BenefitDocument } from './section.ts';

/** A benefit in one line of words, for the plan. */
export function describeBenefit(benefit: BenefitDocument): string {
  const { gives, quota, limits, cost } = benefit;
  return [
    howItComes(benefit),
    daysInWords(benefit),
    benefit.tiers ? `for ${Object.values(benefit.tiers).flat().join(', ')}` : '',
    benefit.when ? `when ${benefit.when}` : '',
    gives?.granted ? `comes with ${describeGrants(gives.granted)}` : '',
    gives?.used ? `a use gives ${describeGrants(gives.used)}` : '',
    ...(limits?.perMember ?? []).map(({ times, per }) => `${times} a member in ${per}`),
    quota ? `${quota.times.toLocaleString('en-US')} for all in ${quota.per}` : '',
    cost ? `costs ${cost} a use` : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

function howItComes({ on, window, uses }: BenefitDocument): string {
  if (window === undefined) return 'standing right';
  const times = uses === undefined || uses === 1 ? 'once' : `${uses} times`;
  return `${on === undefined ? 'when given' : `on ${on}`}, ${times} within ${window}`;
}

function daysInWords({ during, yearly, monthly }: BenefitDocument): string {
  const parts = [
    during ? `${during.from ?? ''} to ${during.to ?? ''}`.trim() : '',
    monthly ? `every month on ${monthly.join(', ')}` : '',
    yearly
      ? `from ${yearly.before ?? 0} days before to ${yearly.after ?? 0} after ${yearly.attribute}`
      : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}
