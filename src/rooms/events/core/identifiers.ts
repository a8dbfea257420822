import { asObject, isClean, type Loose } from '../../../kernel/input/fields.ts';
import { type ProblemList, pointer, quoted } from '../../../kernel/input/problem-list.ts';
import { LIMITS } from '../../../kernel/limits.ts';
import { nearestName } from '../../../kernel/nearest-name.ts';
import type { Identifier } from './fact.ts';
import { normalizePhone } from './phone.ts';

/** How identifiers are read: the program's kinds in their order, and the country of bare phones. */
export interface IdentifierSettings {
  readonly identify: readonly string[];
  readonly defaultCountry?: string;
}

/** The kind under which a member's own id in the hub is given. It is tried before all others. */
const HUB_ID = 'id';
/** What a till scanned of the member: the hub reads it before anybody is looked for. */
export const SCANNED = 'code';
const MEMBER_ID = /^mem_[1-9][0-9]{0,15}$/;
const EMAIL = /^[^\s@]+@[^\s@]+$/;

/**
 * Reads `{ phone: '…', card: '…' }` into normalised identifiers, in the order in which the
 * program asks for them. `changed` gains the path of each that was written differently.
 */
export function readIdentifiers(
  out: ProblemList,
  value: unknown,
  path: string,
  settings: IdentifierSettings,
  changed: string[],
): Identifier[] {
  if (value === undefined || value === null) return [];
  const member = asObject(out, value, path);
  if (!member) return [];
  const found: Identifier[] = [];
  const take = (kind: string): void => {
    if (!Object.hasOwn(member, kind)) return;
    const identifier = readIdentifier(out, kind, member[kind], path, settings);
    if (!identifier) return;
    found.push(identifier);
    if (identifier.value !== member[kind]) changed.push(pointer(path, kind));
  };
  take(HUB_ID);
  if (path === '/member') take(SCANNED);
  for (const kind of settings.identify) if (kind !== HUB_ID && kind !== SCANNED) take(kind);
  const kinds = path === '/member' ? [SCANNED, ...settings.identify] : settings.identify;
  refuseOtherKinds(out, member, path, kinds);
  return found;
}

function refuseOtherKinds(
  out: ProblemList,
  member: Loose,
  path: string,
  identify: readonly string[],
): void {
  const kinds = Object.keys(member);
  if (kinds.length === 0) {
    const fix = `Name at least one of: ${kindsOf(identify)}; or leave it out.`;
    out.add('member_empty', path, 'No identifier is given.', fix);
  }
  for (const kind of kinds) {
    if (kind === HUB_ID || identify.includes(kind)) continue;
    const near = nearestName(kind, identify);
    const all = kindsOf(identify);
    const fix = near ? `Did you mean "${near}"?` : `The program knows: ${all}.`;
    const detail = `${quoted(kind)} is not a kind of identifier of this program.`;
    out.add('identifier_kind_unknown', pointer(path, kind), detail, fix);
  }
}

function kindsOf(identify: readonly string[]): string {
  return [...new Set([HUB_ID, ...identify])].join(', ');
}

function readIdentifier(
  out: ProblemList,
  kind: string,
  raw: unknown,
  path: string,
  settings: IdentifierSettings,
): Identifier | null {
  if (typeof raw !== 'string') {
    const detail = 'A text is needed here.';
    out.add('not_a_text', pointer(path, kind), detail, 'Send the identifier in quotes.');
    return null;
  }
  const value = raw.length > LIMITS.text ? null : normalizeIdentifier(kind, raw, settings);
  if (value !== null) return { kind, value };
  const detail = `This cannot be read as "${kind}".`;
  out.add('identifier_unreadable', pointer(path, kind), detail, fixFor(kind));
  return null;
}

/**
 * One identifier as the hub stores and finds it; `null` when it cannot be one.
 * Phones become E.164, e-mails lower case; all are trimmed and in Unicode form NFC.
 */
export function normalizeIdentifier(
  kind: string,
  raw: string,
  settings: IdentifierSettings,
): string | null {
  if (kind === 'phone') return normalizePhone(raw.trim(), settings.defaultCountry);
  const text = raw.trim().normalize('NFC');
  const value = kind === 'email' ? text.toLowerCase() : text;
  if (value.length === 0 || value.length > LIMITS.text || !isClean(value)) return null;
  if (kind === 'email' && !EMAIL.test(value)) return null;
  if (kind === HUB_ID && !isMemberId(value)) return null;
  return value;
}

function isMemberId(value: string): boolean {
  return MEMBER_ID.test(value) && Number.isSafeInteger(Number(value.slice(4)));
}

function fixFor(kind: string): string {
  if (kind === 'phone') return 'Send the number with its country code, such as +8613800138000.';
  if (kind === 'email') return 'Send one address, such as ming@example.com.';
  if (kind === HUB_ID) return 'Send the id as the hub gave it, such as mem_123.';
  return `Send 1 to ${LIMITS.text} printable characters.`;
}
