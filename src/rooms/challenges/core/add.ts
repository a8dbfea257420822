import type { Challenge } from './challenge.ts';
import type { Gain } from './measure.ts';
import { type Assignment, type Part, SLICE_LIMITS } from './slice.ts';
import { addDay } from './streak.ts';

/**
 * The assignment with what an event brought forward; null when that adds nothing and nothing needs
 * to be remembered of it (a second visit on the same day).
 *
 * @param no the number of the event in the member's history.
 */
export function add(
  challenge: Challenge,
  assignment: Assignment,
  gain: Gain,
  no: number,
): Assignment | null {
  const parts = challenge.on === 'purchase' ? partsOf(challenge, gain, no) : [];
  const kept = parts.length > 0 ? remember(assignment.parts, parts) : assignment.parts;
  switch (challenge.goal.kind) {
    case 'streak': {
      if (assignment.used !== null && gain.day <= assignment.used) return null;
      const runs = addDay(assignment.runs, gain.day);
      return runs === assignment.runs && parts.length === 0
        ? null
        : { ...assignment, runs, parts: kept };
    }
    case 'collect': {
      const fresh = gain.items.map(({ item }) => item);
      const items = [...new Set([...assignment.items, ...fresh])];
      return items.length === assignment.items.length && parts.length === 0
        ? null
        : { ...assignment, items, parts: kept };
    }
    default:
      return { ...assignment, progress: assignment.progress + gain.amount, parts: kept };
  }
}

/** The newest parts; the oldest that no longer fit count for good. */
function remember(parts: readonly Part[], more: readonly Part[]): readonly Part[] {
  const all = parts.length > 0 ? [...parts, ...more] : more;
  return all.length > SLICE_LIMITS.parts ? all.slice(-SLICE_LIMITS.parts) : all;
}

function partsOf({ goal }: Challenge, gain: Gain, no: number): readonly Part[] {
  if (goal.kind === 'collect') {
    return gain.items.map(({ item, lines }) => partOf(no, 1, lines, item));
  }
  const what =
    goal.kind === 'streak'
      ? gain.day
      : goal.kind === 'count' && goal.atLeast > 0
        ? gain.net
        : undefined;
  return [partOf(no, gain.amount, gain.lines, what)];
}

function partOf(
  no: number,
  amount: number,
  lines: readonly number[] | null,
  what: Part['what'] | undefined,
): Part {
  const part: Part = { no, amount, left: amount };
  if (what === undefined) return lines ? { ...part, lines } : part;
  return lines ? { ...part, what, lines } : { ...part, what };
}
