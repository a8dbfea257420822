import { countUp, limitsOf } from './limits.ts';
import { creditEarned, type Draft } from './model.ts';
import { CHALLENGE } from './rooms.ts';

/** How far a member is in the one challenge. */
export interface Task {
  /** The first event of this attempt; earlier ones that come late do not count. Null: none. */
  since: number | null;
  progress: number;
  /** Rounds that were ever completed. */
  rounds: number;
}

/** A visit counts: on the way and at the end of each round there is something. */
export function countVisit(draft: Draft): void {
  const { happenedAt, member, told } = draft;
  const { task } = member;
  const { goal, repeat, stages, grants } = CHALLENGE;
  if (task.rounds >= repeat.times) return;
  task.since ??= happenedAt;
  if (happenedAt < task.since) return;
  const before = task.progress;
  task.progress += 1;
  for (const stage of stages) {
    if (stage.at !== task.progress) continue;
    for (const { points, amount } of stage.grants) creditEarned(draft, points, amount);
  }
  const done = task.progress === goal.count;
  if (done) {
    if (mayPay(draft)) for (const { points, amount } of grants) creditEarned(draft, points, amount);
    task.rounds += 1;
    task.progress = 0;
  }
  // The last round stays as full as it was.
  const last = task.rounds === repeat.times;
  const after = done && last ? goal.count : task.progress;
  told.push(`progress ${before} ${after} of ${goal.count}${done ? ' completed' : ''}`);
  if (last) task.since = null;
}

/** Who leaves is in no challenge any more; what was completed stays completed. */
export function endTask({ task }: Draft['member']): void {
  Object.assign(task, { since: null, progress: 0 });
}

function mayPay(draft: Draft): boolean {
  const { id, limits } = CHALLENGE;
  const { keys, room } = limitsOf(draft, { id: `challenge ${id}`, limits });
  if (!room) {
    draft.told.push('unpaid member_limit_reached');
    return false;
  }
  if (draft.short('challenge', `challenge:${id}@0`, 1)) {
    draft.told.push('unpaid budget_short');
    return false;
  }
  countUp(draft.member, keys);
  return true;
}
