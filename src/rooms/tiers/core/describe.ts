import type { TierSetDocument } from './section.ts';

/** A tier set in one line of words, for the plan. */
export function describeSet(set: TierSetDocument): string {
  const levels = set.levels.map((level) =>
    'at' in level ? `${level.id} from ${level.at.toLocaleString('en-US')}` : level.id,
  );
  const standsOn = 'measure' in set ? ` by ${measureInWords(set.measure)}` : ' by conditions';
  return `${levels.join(', ')}${standsOn}${downgradeInWords(set)}`;
}

function measureInWords(
  measure: Extract<TierSetDocument, { measure: unknown }>['measure'],
): string {
  const over = measure.over === undefined ? '' : ` over ${measure.over}`;
  if ('spend' in measure) return `spend${over}`;
  if ('purchases' in measure) return `purchases${over}`;
  return `${measure.points} ${measure.count ?? 'earned'}${over}`;
}

function downgradeInWords({ downgrade }: TierSetDocument): string {
  if (!downgrade || downgrade.policy === 'none') return ', never down';
  return `, down ${downgrade.policy === 'one-down' ? 'one level' : 'to what is deserved'}`;
}
