import { isClean, type Loose } from '../../../kernel/input/fields.ts';
import { type ProblemList, pointer, quoted } from '../../../kernel/input/problem-list.ts';
import { LIMITS } from '../../../kernel/limits.ts';
import { nearestName } from '../../../kernel/nearest-name.ts';
import { parseDay } from '../../../kernel/time.ts';
import type { Identifier } from './fact.ts';
import { normalizeIdentifier } from './identifiers.ts';

/** How a field of a member is read. */
export interface ProfileField {
  readonly keep: 'sealed' | 'trait';
  readonly required: boolean;
  readonly format: 'text' | 'date' | 'month-day' | 'phone' | 'email';
  readonly oneOf: readonly string[] | null;
}

/** What a program asks of members. */
export interface ProfileTerms {
  readonly fields: ReadonlyMap<string, ProfileField>;
  /** Kinds of identifiers without which nobody is enrolled. */
  readonly identifiers: readonly string[];
}

/** Values of sealed fields by name; null takes one away. */
export type Personal = Readonly<Record<string, string | null>>;

type Scalar = string | number | boolean | null;

/** What was said of a member, apart: what rules may see, and what is for the vault. */
export interface Parted {
  readonly attributes: Record<string, Scalar>;
  readonly personal: Record<string, string | null>;
}

/**
 * Parts what was said into traits and sealed values, each in one fixed form. What the program does
 * not ask for is refused. No problem repeats a value.
 */
export function partProfile(
  out: ProblemList,
  said: Loose,
  path: string,
  terms: ProfileTerms,
  country: string | undefined,
): Parted {
  const parted: Parted = { attributes: {}, personal: {} };
  for (const name of Object.keys(said).sort()) {
    const field = terms.fields.get(name);
    const at = pointer(path, name);
    if (!field && said[name] === null) {
      // What is no longer asked for can always be taken away.
      parted.attributes[name] = null;
      continue;
    }
    if (!field) {
      const fields = [...terms.fields.keys()];
      const near = nearestName(name, fields);
      const detail = `The program does not ask for ${quoted(name)}.`;
      const fix = near ? `Did you mean "${near}"?` : `It asks for: ${fields.join(', ')}.`;
      out.add('profile_field_unknown', at, detail, fix);
      continue;
    }
    const value = said[name] as Scalar;
    const read = value === null ? null : readValue(field, value, country);
    if (read === undefined) {
      const detail = `This cannot be read as "${name}".`;
      out.add('profile_field_unreadable', at, detail, fixFor(field));
    } else if (field.keep === 'trait') parted.attributes[name] = read;
    else parted.personal[name] = read === null ? null : String(read);
  }
  return parted;
}

/** What enrolment must not be without. */
export function checkRequired(
  out: ProblemList,
  { attributes, personal }: Parted,
  identifiers: readonly Identifier[],
  terms: ProfileTerms,
): void {
  for (const [name, { required }] of terms.fields) {
    if (!required || (attributes[name] ?? personal[name] ?? null) !== null) continue;
    const detail = `The program enrols nobody without "${name}".`;
    out.add('profile_field_missing', `/data/profile/${name}`, detail, 'Ask the member for it.');
  }
  for (const kind of terms.identifiers) {
    if (identifiers.some((one) => one.kind === kind)) continue;
    const detail = `The program enrols nobody without an identifier "${kind}".`;
    out.add('identifier_missing', `/member/${kind}`, detail, 'Ask the member for it.');
  }
}

/** The value in its one form; undefined when it cannot be one. */
function readValue(
  { format, oneOf, keep }: ProfileField,
  value: Scalar,
  country: string | undefined,
): Scalar | undefined {
  if (keep === 'trait' && format === 'text' && typeof value !== 'string') return value;
  if (typeof value !== 'string' || value.length > LIMITS.text) return undefined;
  const text = value.trim().normalize('NFC');
  if (text === '' || !isClean(text)) return undefined;
  if (oneOf) return oneOf.includes(text) ? text : undefined;
  if (format === 'text') return text;
  if (format === 'date') return parseDay(text) === null ? undefined : text;
  if (format === 'month-day') return parseDay(`2000-${text}`) === null ? undefined : text;
  const settings = { identify: [], ...(country === undefined ? {} : { defaultCountry: country }) };
  return normalizeIdentifier(format, text, settings) ?? undefined;
}

function fixFor({ format, oneOf }: ProfileField): string {
  if (oneOf) return `Send one of: ${oneOf.slice(0, 20).join(', ')}.`;
  if (format === 'date') return 'Send a day such as 1990-01-31.';
  if (format === 'month-day') return 'Send month and day, such as 01-31.';
  if (format === 'phone') return 'Send the number with its country code.';
  if (format === 'email') return 'Send one address.';
  return `Send 1 to ${LIMITS.text} printable characters.`;
}
