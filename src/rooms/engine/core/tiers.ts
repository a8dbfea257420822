import { type Instant, weekdayOf } from '../../../kernel/time.ts';
import type { Fact } from '../../events/index.ts';
import type { Facts } from '../../program/index.ts';
import type { Scenes } from '../../scenes/index.ts';
import {
  deserved,
  isWarning,
  levelIndex,
  moveUp,
  review,
  type Stand,
  schedule,
  type TierEffect,
  type TierSet,
  undoUpgrade,
} from '../../tiers/index.ts';
import { MemberView } from './member-view.ts';
import { hasLeft } from './parts/leaving/left.ts';
import type { Program } from './program.ts';
import type { MemberState } from './state.ts';

/** The event that conditions of a tier see when no event is being decided. */
const NO_EVENT: Fact = Object.freeze({
  source: 'hachi',
  id: '',
  type: 'hachi.settled',
  identifiers: [],
  to: [],
  happenedAt: 0,
  channel: null,
  store: null,
  touchpoint: null,
  data: {},
  flags: [],
});

/** What conditions look at when no event is being decided. */
export function factsAt(program: Program, state: MemberState, at: Instant): Facts {
  const day = program.zone.dayOf(at);
  const { scenes } = program;
  return {
    fact: NO_EVENT,
    line: null,
    member: new MemberView(state, program.consent, scenes && asking(scenes, state)),
    at,
    day,
    minute: program.zone.minuteOf(at),
    weekday: weekdayOf(day),
  };
}

function asking(scenes: Scenes, state: MemberState): (id: string, at: Instant) => boolean {
  return (id, at) => scenes.ask(id, state.slices.touches, at).holds;
}

function standOf(program: Program, state: MemberState, set: TierSet): Stand {
  return { set, zone: program.zone, joinedAt: state.joinedAt };
}

/**
 * Upgrades that the state now deserves, set by set in the order of the document. A set's condition
 * may look at the level in another set, as it stands when its turn comes.
 */
export function raiseTiers(
  program: Program,
  state: MemberState,
  effects: TierEffect[],
  at: Instant,
  sets: readonly TierSet[] = program.tierSets,
): void {
  if (sets.length === 0 || hasLeft(state)) return;
  const view = new MemberView(state);
  const facts = factsAt(program, state, at);
  for (const set of sets) {
    let standing = state.tiers[set.id];
    const index = levelIndex(set, standing);
    if (standing && standing.review === null) {
      const scheduled = schedule(standOf(program, state, set), standing, at);
      if (scheduled) {
        standing = scheduled;
        state.tiers[set.id] = scheduled;
      }
    }
    if (index === set.levels.length - 1) continue;
    const what = deserved(set, view, facts, program.zone, at, index);
    if (what.reach <= index) continue;
    const risen = moveUp(standOf(program, state, set), standing, what, at);
    if (!risen) continue;
    state.tiers[set.id] = risen.standing;
    effects.push(risen.effect);
  }
}

/** Upgrades of the sets that look at the balance, which changes without an event. */
export function raiseBalanceTiers(
  program: Program,
  state: MemberState,
  effects: TierEffect[],
  at: Instant,
): void {
  const sets = program.tierSets.filter((set) => set.measure?.kind === 'balance');
  raiseTiers(program, state, effects, at, sets);
}

/** Takes back upgrades that a returned purchase had caused. */
export function undoUpgrades(
  program: Program,
  state: MemberState,
  effects: TierEffect[],
  purchasedAt: Instant,
  at: Instant,
): void {
  const view = new MemberView(state);
  const facts = factsAt(program, state, at);
  for (const set of program.tierSets) {
    const what = deserved(set, view, facts, program.zone, at);
    const stand = standOf(program, state, set);
    const undone = undoUpgrade(stand, state.tiers[set.id], what, purchasedAt, at);
    if (!undone) continue;
    state.tiers[set.id] = undone.standing;
    if (undone.effect) effects.push(undone.effect);
  }
}

/**
 * Warnings, reviews and ends of grace that fall due at exactly `at`. A review at midnight looks at
 * the days that are over: its window ends with the last moment before it. A warning looks at the
 * window of the review to come, as if nothing more happened.
 */
export function reviewTiers(
  program: Program,
  state: MemberState,
  effects: TierEffect[],
  at: Instant,
): void {
  for (const set of program.tierSets) {
    const standing = state.tiers[set.id];
    if (!standing || standing.due === null || standing.due > at) continue;
    const stand = standOf(program, state, set);
    const view = new MemberView(state);
    const seenAt = (isWarning(standing, at) ? standing.review : at) - 1;
    const facts = factsAt(program, state, seenAt);
    const what = deserved(set, view, facts, program.zone, seenAt);
    const reviewed = review(stand, standing, what, at);
    state.tiers[set.id] = reviewed.standing;
    if (reviewed.effect) effects.push(reviewed.effect);
  }
}
