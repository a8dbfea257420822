import { formatInstant, type Instant } from '../../kernel/time.ts';
import { type MemberState, MemberView, type Program } from '../engine/index.ts';
import { formatMemberId } from '../members/index.ts';
import type { ProgramDocument } from '../program/index.ts';
import { levelIndex, type TierSet } from '../tiers/index.ts';
import { settledState } from './core/settled-state.ts';
import { type Goal, progressOf } from './core/tier-progress.ts';
import { type Label, type Words, wordsOf } from './core/words.ts';
import { programNow, type Statements } from './ground.ts';
import { stateOf } from './store.ts';

interface LevelDocument {
  readonly id: string;
  readonly name?: Label;
  readonly when?: string;
}

interface SetDocument {
  readonly set: string;
  readonly name?: Label;
  readonly levels: readonly LevelDocument[];
}

/** What the program says of one level of a set. */
export function levelOf(
  document: ProgramDocument,
  set: string,
  level: string,
): LevelDocument | undefined {
  return setOf(document, set)?.levels.find(({ id }) => id === level);
}

function setOf(document: ProgramDocument, set: string): SetDocument | undefined {
  return ((document.tiers ?? []) as SetDocument[]).find((one) => one.set === set);
}

/** Where a member stands in each tier set, what the next level takes and what keeps this one. */
export async function readTiers(ground: Statements, memberId: number, at: Instant) {
  const state = await stateOf(ground.pool, memberId);
  const { compiled, document } = programNow(ground);
  const settled = state && settledState(compiled, state, at);
  return {
    member: formatMemberId(memberId),
    at: formatInstant(settled ? Math.max(at, settled.asOf) : at),
    sets: compiled.tierSets.map((set) => {
      const about = { set: set.id, name: wordsOf(setOf(document, set.id)?.name, set.id) };
      const words = (level: string) => wordsOf(levelOf(document, set.id, level)?.name, level);
      if (!settled) return { ...about, level: null };
      return { ...about, ...standingOf(settled, set, words), ...goals(settled) };

      function goals(member: MemberState) {
        return set.measure
          ? measuredGoals(compiled, set, member, at, words)
          : conditionGoals(document, set, member, words);
      }
    }),
  };
}

type Named = (level: string) => Words;

function standingOf(state: MemberState, set: TierSet, words: Named) {
  const standing = state.tiers[set.id];
  if (!standing || standing.level === '') return { level: null };
  return {
    level: { id: standing.level, name: words(standing.level) },
    since: formatInstant(standing.since),
    review: momentText(standing.review),
    graceUntil: momentText(standing.graceUntil ?? null),
  };
}

function measuredGoals(
  { zone }: Program,
  set: TierSet,
  state: MemberState,
  at: Instant,
  words: Named,
) {
  const progress = progressOf(set, state.tiers[set.id], new MemberView(state), zone, at);
  if (!progress) return {};
  const named = (goal: Goal) => ({ ...goal, name: words(goal.level) });
  const { value, next, keep } = progress;
  return {
    value,
    next: next && named(next),
    keep: keep && { ...named(keep), by: momentText(keep.by) },
  };
}

/** Of a set of conditions the next one is told as the program has it: it cannot be counted down. */
function conditionGoals(document: ProgramDocument, set: TierSet, state: MemberState, words: Named) {
  const goal = (index: number) => {
    const level = set.levels[index];
    if (!level) return null;
    const when = levelOf(document, set.id, level.id)?.when ?? '';
    return { level: level.id, name: words(level.id), when };
  };
  const standing = state.tiers[set.id];
  const index = levelIndex(set, standing);
  const kept = index < 0 || set.policy === 'none' ? null : goal(index);
  const by = standing?.graceUntil ?? standing?.review ?? null;
  return { next: goal(index + 1), keep: kept && { ...kept, by: momentText(by) } };
}

function momentText(moment: Instant | null): string | null {
  return moment === null ? null : formatInstant(moment);
}
