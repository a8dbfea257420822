import { LIMITS } from '../limits.ts';
import { nearestName } from '../nearest-name.ts';
import { type Instant, parseInstant } from '../time.ts';
import { type ProblemList, pointer, quoted } from './problem-list.ts';

/** A JSON object whose fields have not been looked at yet. */
export type Loose = Readonly<Record<string, unknown>>;

/** Paths are put together only when something is wrong: the good event pays for no strings. */

/** A required text of 1 to 200 characters without control characters; `''` after a problem. */
export function readText(out: ProblemList, from: Loose, key: string, path: string): string {
  const value = from[key];
  if (value === undefined || value === null) {
    const fix = `Send "${key}" as a text of 1 to ${LIMITS.text} characters.`;
    out.add('field_missing', pointer(path, key), `"${key}" is missing.`, fix);
    return '';
  }
  return checkText(out, value, path, key) ? value : '';
}

/** An optional text; `null` when it is absent or wrong. */
export function readOptionalText(
  out: ProblemList,
  from: Loose,
  key: string,
  path: string,
): string | null {
  const value = from[key];
  if (value === undefined || value === null) return null;
  return checkText(out, value, path, key) ? value : null;
}

/** Whether a value is a clean text of 1 to 200 characters; says what is wrong when it is not. */
export function checkText(
  out: ProblemList,
  value: unknown,
  path: string,
  key: string | number,
): value is string {
  if (typeof value !== 'string') {
    const detail = `A text is needed here, not ${quoted(value)}.`;
    out.add('not_a_text', pointer(path, key), detail, 'Send it in quotes, as a JSON string.');
    return false;
  }
  if (value.length === 0 || value.length > LIMITS.text) {
    const detail = `The text has ${value.length} characters.`;
    out.add('text_length', pointer(path, key), detail, `Send 1 to ${LIMITS.text} characters.`);
    return false;
  }
  if (isClean(value)) return true;
  const detail = 'The text holds a control character or half of a surrogate pair.';
  out.add('text_unclean', pointer(path, key), detail, 'Send printable Unicode characters only.');
  return false;
}

/** Whether a text is free of control characters and of lone surrogates. */
export function isClean(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return false;
    if (code >= 0xd800 && code < 0xe000) return text.isWellFormed() && isCleanWide(text, index);
  }
  return true;
}

function isCleanWide(text: string, from: number): boolean {
  for (let index = from; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return false;
  }
  return true;
}

/** Bounds of an integer field; with `fallback` the field may be left out. */
export interface IntegerBounds {
  readonly least: number;
  readonly most: number;
  readonly fallback?: number;
}

/** An amount in the smallest unit that may be zero and may be left out (then it is zero). */
export const OPTIONAL_AMOUNT: IntegerBounds = { least: 0, most: LIMITS.amount, fallback: 0 };
/** A required amount that may be zero. */
export const AMOUNT: IntegerBounds = { least: 0, most: LIMITS.amount };
/** A required amount above zero. */
export const POSITIVE_AMOUNT: IntegerBounds = { least: 1, most: LIMITS.amount };

/** An integer inside its bounds; `bounds.least` after a problem, so that sums stay harmless. */
export function readInteger(
  out: ProblemList,
  from: Loose,
  key: string,
  path: string,
  bounds: IntegerBounds,
): number {
  const value = from[key];
  if (value === undefined || value === null) {
    if (bounds.fallback !== undefined) return bounds.fallback;
    const fix = `Send "${key}" as an integer in the smallest unit.`;
    out.add('field_missing', pointer(path, key), `"${key}" is missing.`, fix);
    return bounds.least;
  }
  if (!Number.isSafeInteger(value)) {
    const detail = `An integer is needed here, not ${quoted(value)}.`;
    const fix = 'Send a JSON number without decimals, in the smallest unit (12.50 is 1250).';
    out.add('not_an_integer', pointer(path, key), detail, fix);
    return bounds.least;
  }
  const number = value as number;
  if (number < bounds.least || number > bounds.most) {
    const fix = `Send an integer from ${bounds.least} to ${bounds.most}.`;
    out.add('out_of_range', pointer(path, key), `${number} is out of range.`, fix);
    return bounds.least;
  }
  return number === 0 ? 0 : number;
}

/** An optional true or false; false when it is absent or wrong. */
export function readFlag(out: ProblemList, from: Loose, key: string, path: string): boolean {
  const value = from[key];
  if (value === undefined || value === null) return false;
  if (typeof value === 'boolean') return value;
  const detail = `true or false is needed here, not ${quoted(value)}.`;
  out.add('not_a_boolean', pointer(path, key), detail, 'Send true or false, without quotes.');
  return false;
}

/** A moment with an offset; `null` after a problem. */
export function readInstant(
  out: ProblemList,
  from: Loose,
  key: string,
  path: string,
): Instant | null {
  const value = from[key];
  const instant = typeof value === 'string' && value.length <= 40 ? parseInstant(value) : null;
  if (instant !== null) return instant;
  const fix = 'Send an ISO 8601 moment with an offset or Z, such as 2026-06-19T14:30:00+08:00.';
  const detail = `${quoted(value)} is not a moment with an offset.`;
  out.add('not_an_instant', pointer(path, key), detail, fix);
  return null;
}

/** A JSON object, or `null` after a problem. */
export function asObject(out: ProblemList, value: unknown, path: string): Loose | null {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Loose;
  const detail = `An object is needed here, not ${quoted(value)}.`;
  out.add('not_an_object', path, detail, 'Send a JSON object in braces.');
  return null;
}

/** The field names that an object may have. */
export class KnownFields {
  readonly names: readonly string[];
  readonly #set: ReadonlySet<string>;

  constructor(...names: string[]) {
    this.names = names;
    this.#set = new Set(names);
  }

  has(name: string): boolean {
    return this.#set.has(name);
  }
}

/** Refuses every field that is not known, and names the one that was probably meant. */
export function refuseUnknown(
  out: ProblemList,
  from: Loose,
  known: KnownFields,
  path: string,
): void {
  for (const key of Object.keys(from)) {
    if (known.has(key)) continue;
    const near = nearestName(key, known.names);
    const fix = near
      ? `Did you mean "${near}"?`
      : `Leave it out; known here: ${known.names.join(', ')}.`;
    out.add('unknown_field', pointer(path, key), `${quoted(key)} is not known here.`, fix);
  }
}
