import { creditEarned, type Draft } from './model.ts';
import { CHALLENGE } from './rooms.ts';

/** A visit counts for the challenge; each whole round gives what it gives. */
export function countVisit(draft: Draft): void {
  const { member, happenedAt } = draft;
  const { goal, repeat, grants } = CHALLENGE;
  const rounds = Math.floor(member.visits / goal.count);
  if (member.visits === 0) member.visitsSince = happenedAt;
  if (rounds >= repeat.times || happenedAt < member.visitsSince) return;
  member.visits += 1;
  if (member.visits % goal.count !== 0) return;
  for (const { points, amount } of grants) creditEarned(draft, points, amount);
}
