import type { ChallengeEffect, Reward } from '../../../../challenges/index.ts';
import type { Grant } from '../../../../program/index.ts';
import type { Effect } from '../effect.ts';

type Progress = Extract<ChallengeEffect, { kind: 'progress' }>;

/**
 * A challenge's effect as the decision keeps and tells it. Most purchases move some challenge:
 * what says nothing is left out.
 */
export function told(effect: ChallengeEffect): Effect {
  const told = effect.kind === 'progress' ? toldProgress(effect) : effect;
  return { room: 'challenges', ...told };
}

function toldProgress(effect: Progress) {
  const { kind, challenge, assignment, before, after, gain, target } = effect;
  const { completed, score, rewards, takenBack } = effect;
  return {
    ...{ kind, challenge, assignment, before, after },
    ...(gain === after - before ? {} : { gain }),
    target,
    ...(completed ? { completed } : {}),
    ...(score === null ? {} : { score: score[0], since: score[1] }),
    ...(rewards.length > 0 ? { grants: grantsOf(rewards) } : {}),
    ...(takenBack.length > 0 ? { takenBack: grantsOf(takenBack) } : {}),
  };
}

function grantsOf(rewards: readonly Reward[]): Grant[] {
  return rewards.flatMap(({ grants }) => grants);
}
