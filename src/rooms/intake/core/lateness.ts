import { formatInstant, type Instant } from '../../../kernel/time.ts';
import type { Program, Refusal } from '../../engine/index.ts';
import type { Fact } from '../../events/index.ts';

/** A no for an event that is older than the program accepts. */
export function tooLate(program: Program, fact: Fact, recordedAt: Instant): Refusal | null {
  const oldest = oldestAccepted(program, recordedAt);
  if (fact.happenedAt >= oldest) return null;
  return {
    code: 'event_too_late',
    path: '/happenedAt',
    detail: `Events from before ${formatInstant(oldest)} are not accepted any more.`,
    fix: 'Check the date; or widen intake.acceptWithin in the program before sending history.',
  };
}

/** A batch asks for every event with the same program and moment: the last answer is kept. */
function oldestAccepted(program: Program, recordedAt: Instant): Instant {
  const known = last.get(program);
  if (known?.recordedAt === recordedAt) return known.oldest;
  const oldest = program.zone.minus(recordedAt, program.intake.acceptWithin);
  last.set(program, { recordedAt, oldest });
  return oldest;
}

const last = new WeakMap<Program, { recordedAt: Instant; oldest: Instant }>();

/**
 * A clock that runs ahead is set back to the moment of arrival; by more than the program's
 * `clockAhead`, the event is flagged too.
 */
export function clampClock(program: Program, fact: Fact, recordedAt: Instant): Fact {
  if (fact.happenedAt <= recordedAt) return fact;
  const far = fact.happenedAt > program.zone.plus(recordedAt, program.intake.clockAhead);
  const flags = far ? [...fact.flags, 'clock_ahead_clamped'] : fact.flags;
  return { ...fact, happenedAt: recordedAt, flags };
}
