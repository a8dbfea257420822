import { describeGrants } from '../../program/index.ts';
import type { AssignDocument, ChallengeDocument, GoalDocument } from './section.ts';

/** A challenge in one line of words, for the plan: what is to be done, when, and what for. */
export function describeChallenge(challenge: ChallengeDocument): string {
  const { goal, on = 'purchase', when, window, assign, grants = [], stages = [] } = challenge;
  const parts = [`on ${on}: ${goalInWords(goal)}`];
  if (when !== undefined) parts.push(`when ${when}`);
  if (window?.from !== undefined) parts.push(`from ${window.from}`);
  if (window?.to !== undefined) parts.push(`to ${window.to}`);
  if (window?.for !== undefined) parts.push(`within ${window.for}`);
  parts.push(assignInWords(assign ?? 'all'));
  if (challenge.optIn) parts.push('for those who join');
  if (challenge.startOn) parts.push(`from ${challenge.startOn.on} on`);
  for (const stage of stages) parts.push(`at ${stage.at} ${describeGrants(stage.grants)}`);
  if (grants.length > 0) parts.push(`for ${describeGrants(grants)}`);
  if (challenge.repeat) parts.push(repeatInWords(challenge.repeat));
  if (challenge.onReturn === 'keep') parts.push('kept on returns');
  return parts.join(', ');
}

function goalInWords(goal: GoalDocument): string {
  if ('count' in goal) {
    const least = goal.atLeast === undefined ? '' : ` of at least ${goal.atLeast}`;
    return `${number(goal.count)} times${least}`;
  }
  if ('pieces' in goal) return `${number(goal.pieces)} pieces`;
  if ('spend' in goal) return `spend ${goal.spend}`;
  if ('single' in goal) return `once at least ${goal.single}`;
  if ('streak' in goal) return `${goal.streak} days in a row`;
  if ('sum' in goal) return `${number(goal.to)} of ${goal.sum}`;
  if ('among' in goal) return `each ${goal.collect} of ${goal.among.slice(0, 5).join(', ')}`;
  return `${goal.different} different by ${goal.collect}`;
}

function assignInWords(assign: AssignDocument): string {
  if (assign === 'all') return 'for all';
  if (!('on' in assign)) return `for ${assign.when}`;
  return `given by ${assign.on}${assign.when === undefined ? '' : ` when ${assign.when}`}`;
}

function repeatInWords({ times, carry }: { times?: number; carry?: boolean }): string {
  const often = times === undefined ? 'again and again' : `${number(times)} times`;
  return carry ? `${often} with what is above carried over` : often;
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
