import { parseDuration } from '../../../kernel/duration.ts';
import { durationProblem, roughDays } from '../../../kernel/duration-problem.ts';
import type { Problem } from '../../../kernel/problem.ts';
import type { Section } from '../../program/index.ts';
import { KEPT } from './retention.ts';
import { type RetentionDocument, RetentionSection } from './retention-section.ts';

/** The `retention` section of the program document. */
export const retentionSection: Section = {
  name: 'retention',
  noun: 'Retention',
  power: 'data',
  schema: RetentionSection,
  required: false,
  check: (document) => check((document.retention ?? {}) as RetentionDocument),
  describe: (key, item) => `${key} kept for ${String(item)}`,
};

function check(said: RetentionDocument): Problem[] {
  return KEPT.flatMap(({ name, least, most }): Problem[] => {
    const text = said[name];
    if (text === undefined) return [];
    const path = `/retention/${name}`;
    const wrong = durationProblem(text, path);
    if (wrong) return [wrong];
    const days = roughly(text);
    if (days >= roughly(least) && days <= roughly(most)) return [];
    const detail = `${text} is not between ${least} and ${most}.`;
    return [{ code: 'retention_bounds', path, detail, fix: `Write ${least} to ${most}.` }];
  });
}

/** Days, with hours as parts of one. */
function roughly(text: string): number {
  const duration = parseDuration(text);
  return duration ? roughDays(duration) : 0;
}
