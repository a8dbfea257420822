import type { Problem } from '../../../../kernel/problem.ts';
import { Zone } from '../../../../kernel/time.ts';
import { currencyDecimals } from '../currency.ts';
import { createExpressions } from '../expressions.ts';
import type { ProgramDocument, Section } from '../section.ts';
import { explain, isObject } from './explain.ts';
import { atMost } from './read.ts';
import { documentSchema, type SchemaNode } from './schema.ts';
import { soundPart } from './sound-part.ts';

/** A document that holds, or everything that is wrong with it. */
export type Validation =
  | { readonly document: ProgramDocument; readonly problems: readonly [] }
  | { readonly document: null; readonly problems: readonly Problem[] };

const schemas = new WeakMap<readonly Section[], SchemaNode>();

/**
 * Looks at the whole document: the shape, then what must hold beyond it. Items whose shape is
 * wrong are left out of the second look, so that every other mistake is still told at once.
 */
export function validate(value: unknown, sections: readonly Section[]): Validation {
  const shape = explain(schemaOf(sections), value, '');
  if (!isObject(value)) return { document: null, problems: shape };
  const head = headProblems(value, shape);
  const part = soundPart(value, [...shape, ...head]);
  const expressions = createExpressions(part.names);
  const meaning = sections.flatMap((section) =>
    part.document[section.name] === undefined ? [] : section.check(part.document, expressions),
  );
  const problems = [...shape, ...head, ...meaning.filter(part.tells).map(part.inPlace)];
  if (problems.length > 0) return { document: null, problems: atMost(unique(problems)) };
  return { document: part.document, problems: [] };
}

function schemaOf(sections: readonly Section[]): SchemaNode {
  const known = schemas.get(sections) ?? documentSchema(sections);
  schemas.set(sections, known);
  return known;
}

function headProblems(document: Record<string, unknown>, shape: readonly Problem[]): Problem[] {
  const problems: Problem[] = [];
  const sound = (path: string): boolean => !shape.some((problem) => problem.path === path);
  const { timezone, currency } = document;
  if (typeof timezone === 'string' && sound('/timezone') && !isZone(timezone)) {
    problems.push({
      code: 'unknown_timezone',
      path: '/timezone',
      detail: `There is no time zone "${timezone}".`,
      fix: 'Use a name of the IANA list, such as Asia/Shanghai or Europe/Berlin.',
    });
  }
  if (typeof currency === 'string' && sound('/currency') && currencyDecimals(currency) === null) {
    problems.push({
      code: 'unknown_money',
      path: '/currency',
      detail: `There is no currency "${currency}".`,
      fix: 'Use a code of ISO 4217, such as CNY or EUR.',
    });
  }
  return problems;
}

/** A named zone: a bare offset such as `+08:00` knows no summer time and is no place. */
function isZone(name: string): boolean {
  if (/^[+-]/.test(name)) return false;
  try {
    return new Zone(name).name === name;
  } catch {
    return false;
  }
}

function unique(problems: readonly Problem[]): Problem[] {
  const seen = new Map<string, Problem>();
  for (const problem of problems) {
    const key = `${problem.code} ${problem.path} ${problem.detail}`;
    if (!seen.has(key)) seen.set(key, problem);
  }
  return [...seen.values()];
}
