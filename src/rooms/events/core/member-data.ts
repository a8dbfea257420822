import {
  asObject,
  checkText,
  KnownFields,
  type Loose,
  refuseUnknown,
} from '../../../kernel/input/fields.ts';
import { type ProblemList, pointer, quoted } from '../../../kernel/input/problem-list.ts';
import { LIMITS } from '../../../kernel/limits.ts';
import { cleanSaid } from './clean/clean-member.ts';
import type { DataContext } from './event-data.ts';
import type { MemberChange } from './fact.ts';
import { isPrototypeKey } from './free-data.ts';
import { checkRequired, partProfile } from './profile-data.ts';
import { readReferralSaid } from './referral-data.ts';

const FIELDS = new KnownFields('attributes', 'profile', 'tags', 'untag');
const ENROLMENT_FIELDS = new KnownFields(...FIELDS.names, 'referral');
const ATTRIBUTES = 50;
const TAGS = 50;
/** An attribute is read as `member.attributes.name` in expressions. */
const ATTRIBUTE = /^[a-zA-Z][a-zA-Z0-9_]{0,39}$/;

type Scalar = string | number | boolean | null;

/** Reads what is said of a new member, and who brought the member. */
export function readEnrolment(context: DataContext): MemberChange {
  const { out, from, path } = context;
  const change = readMemberChange(context, true);
  if (from.referral === undefined || from.referral === null) return change;
  const at = pointer(path, 'referral');
  const referral = asObject(out, from.referral, at);
  return referral ? { ...change, referral: readReferralSaid(out, referral, at, false) } : change;
}

/**
 * Reads attributes and fields of the profile to set (null removes one) and tags to add and to take
 * away. Sealed fields leave the event here.
 */
export function readMemberChange(context: DataContext, enrols = false): MemberChange {
  const { out, from, path, settings, identifiers, personal, changed } = context;
  refuseUnknown(out, from, enrols ? ENROLMENT_FIELDS : FIELDS, path);
  const read = (part: 'attributes' | 'profile') => {
    const at = pointer(path, part);
    return cleanSaid(out, readAttributes(out, from[part], at), at, changed);
  };
  const said = { ...read('attributes'), ...read('profile') };
  const terms = settings.profile ?? null;
  const parted = terms
    ? partProfile(out, said, pointer(path, 'profile'), terms, settings.defaultCountry)
    : { attributes: said, personal: {} };
  if (terms && enrols) checkRequired(out, parted, identifiers, terms);
  Object.assign(personal, parted.personal);
  const fields = Object.keys(parted.personal);
  return {
    attributes: parted.attributes,
    ...(fields.length > 0 ? { fields } : {}),
    tags: readTags(out, from.tags, pointer(path, 'tags')),
    untag: readTags(out, from.untag, pointer(path, 'untag')),
  };
}

function readAttributes(out: ProblemList, value: unknown, path: string): Record<string, Scalar> {
  const attributes: Record<string, Scalar> = {};
  if (value === undefined || value === null) return attributes;
  const from = asObject(out, value, path);
  if (!from) return attributes;
  const names = Object.keys(from);
  if (names.length > ATTRIBUTES) {
    const fix = `Send at most ${ATTRIBUTES} attributes at once.`;
    out.add('too_many_attributes', path, `There are ${names.length} attributes.`, fix);
    return attributes;
  }
  for (const name of names.sort()) {
    if (!ATTRIBUTE.test(name) || isPrototypeKey(name)) {
      const fix = 'Use 1 to 40 letters, digits and underscores, with a letter first.';
      const detail = `${quoted(name)} cannot be the name of an attribute.`;
      out.add('attribute_name', pointer(path, name), detail, fix);
    } else {
      attributes[name] = readScalar(out, from, name, path);
    }
  }
  if (JSON.stringify(attributes).length > LIMITS.json) {
    const fix = `Send at most ${LIMITS.json} characters of JSON here.`;
    out.add('data_too_large', path, 'The attributes are too large.', fix);
  }
  return attributes;
}

function readScalar(out: ProblemList, from: Loose, name: string, path: string): Scalar {
  const value = from[name];
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value === 0 ? 0 : value;
  if (typeof value === 'string' && checkText(out, value, path, name)) return value;
  if (typeof value !== 'string') {
    const detail = `An attribute cannot be ${quoted(value)}.`;
    const fix = 'Send a text, a number, true, false, or null to remove it.';
    out.add('not_a_scalar', pointer(path, name), detail, fix);
  }
  return null;
}

function readTags(out: ProblemList, value: unknown, path: string): string[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || value.length > TAGS) {
    const fix = `Send a list of at most ${TAGS} texts.`;
    out.add('not_a_list', path, 'The tags are not a short list of texts.', fix);
    return [];
  }
  const tags = new Set<string>();
  for (let index = 0; index < value.length; index++) {
    const tag: unknown = value[index];
    if (checkText(out, tag, path, index)) tags.add(tag);
  }
  return [...tags];
}
