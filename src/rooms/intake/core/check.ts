import { parseDuration } from '../../../kernel/duration.ts';
import { durationProblem, roughDays } from '../../../kernel/duration-problem.ts';
import type { Problem } from '../../../kernel/problem.ts';
import { isPhoneCountry } from '../../events/index.ts';
import type { Section } from '../../program/index.ts';
import { type IntakeDocument, IntakeSection } from './section.ts';

const DURATIONS = ['claimWithin', 'acceptWithin', 'returnWithin', 'parkFor', 'clockAhead'] as const;

/** The `intake` section of the program document. */
export const intakeSection: Section = {
  name: 'intake',
  noun: 'Intake',
  power: 'data',
  schema: IntakeSection,
  required: false,
  check: (document) => check((document.intake ?? {}) as IntakeDocument),
  describe: (key, item) => `${key} ${Array.isArray(item) ? item.join(', ') : String(item)}`,
};

function check(intake: IntakeDocument): Problem[] {
  const problems: Problem[] = DURATIONS.flatMap((key) => {
    const text = intake[key];
    const problem = text === undefined ? null : durationProblem(text, `/intake/${key}`);
    return problem ? [problem] : [];
  });
  const kinds = intake.identify ?? [];
  kinds.forEach((kind, index) => {
    if (kinds.indexOf(kind) === index) return;
    problems.push({
      code: 'duplicate_id',
      path: `/intake/identify/${index}`,
      detail: `"${kind}" is listed twice.`,
      fix: 'Keep the place at which it is tried first.',
    });
  });
  if (intake.country !== undefined && !isPhoneCountry(intake.country)) {
    problems.push({
      code: 'country_unknown',
      path: '/intake/country',
      detail: `"${intake.country}" is no country with phone numbers.`,
      fix: 'Write its ISO 3166 code, such as CN; or leave it out: then phones need a +86 ahead.',
    });
  }
  const ahead = intake.clockAhead ? parseDuration(intake.clockAhead) : null;
  if (ahead && roughDays(ahead) > 1) {
    problems.push({
      code: 'clock_ahead_too_long',
      path: '/intake/clockAhead',
      detail: `A till may run at most a day ahead, not ${intake.clockAhead}.`,
      fix: 'Write P1D or less, such as PT10M.',
    });
  }
  return problems;
}
