import { comeBack } from '../../../../leaving/index.ts';
import type { Draft } from '../../draft.ts';
import type { Program } from '../../program.ts';
import { tell } from './tell.ts';

/** Who enrols again is a member again; levels that were kept are given back. */
export function welcomeBack(draft: Draft): void {
  const step = comeBack(draft.state.slices.leaving, draft.at);
  if (!step) return;
  draft.setSlice('leaving', step.slice);
  tell(draft.effects, step.effects);
  for (const effect of step.effects) {
    if (effect.kind === 'came-back') restore(draft, draft.current, effect.tiers);
  }
}

function restore(
  { state, tiers, at }: Draft,
  program: Program,
  kept: Readonly<Record<string, string>>,
): void {
  for (const { id: set, levels } of program.tierSets) {
    const level = kept[set];
    if (level === undefined || !levels.some(({ id }) => id === level)) continue;
    state.tiers[set] = { level, since: at, review: null, due: null };
    tiers.push({ set, from: '', to: level, why: 'restored', at });
  }
}
