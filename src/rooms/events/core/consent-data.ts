import {
  asObject,
  KnownFields,
  type Loose,
  readOptionalText,
  readText,
  refuseUnknown,
} from '../../../kernel/input/fields.ts';
import { type ProblemList, pointer, quoted } from '../../../kernel/input/problem-list.ts';
import { formatInstant, type Instant } from '../../../kernel/time.ts';
import type { ConsentProof, FactData } from './fact.ts';

const GIVEN = new KnownFields('purpose', 'by', 'version', 'proof');
const WITHDRAWN = new KnownFields('purpose', 'by');
const PROOF = new KnownFields('how', 'where', 'reference');
const HOW = ['checkbox', 'button', 'double-opt-in', 'paper', 'spoken', 'till', 'other'] as const;
/** What a name for a document never looks like, and a contact does. */
const CONTACT = /@|^\+?\d[\d ()-]{9,}$/;

/** A member says yes to a text. */
export function readConsentGiven(
  out: ProblemList,
  from: Loose,
  path: string,
): FactData['consent.given'] {
  refuseUnknown(out, from, GIVEN, path);
  const at = pointer(path, 'proof');
  if (from.proof === undefined || from.proof === null) {
    const fix = 'Send { "how": "checkbox", "where": "app, sign-up page" }.';
    out.add('field_missing', at, 'A consent needs its proof: how it was given.', fix);
  }
  const proof = from.proof ? asObject(out, from.proof, at) : null;
  return {
    purpose: readText(out, from, 'purpose', path),
    by: readOptionalText(out, from, 'by', path),
    version: readText(out, from, 'version', path),
    proof: proof ? readProof(out, proof, at) : { how: 'other', where: null, reference: null },
  };
}

/** A member says no; nothing but the purpose is needed. */
export function readConsentWithdrawn(
  out: ProblemList,
  from: Loose,
  path: string,
): FactData['consent.withdrawn'] {
  refuseUnknown(out, from, WITHDRAWN, path);
  return {
    purpose: readText(out, from, 'purpose', path),
    by: readOptionalText(out, from, 'by', path),
  };
}

/**
 * A yes cannot lie ahead: what is agreed to tomorrow is not agreed to. A no from a clock that runs
 * ahead is taken as of now, because withdrawing is never made difficult.
 */
export function refuseAhead(out: ProblemList, happenedAt: Instant, receivedAt: Instant): void {
  if (happenedAt <= receivedAt) return;
  const detail = `A consent cannot be given in the future, at ${formatInstant(happenedAt)}.`;
  const fix = 'Send the moment when the member agreed; check the clock of the touchpoint.';
  out.add('consent_in_future', '/happenedAt', detail, fix);
}

function readProof(out: ProblemList, from: Loose, path: string): ConsentProof {
  refuseUnknown(out, from, PROOF, path);
  const how = readText(out, from, 'how', path);
  if (how !== '' && !(HOW as readonly string[]).includes(how)) {
    const fix = `Use one of: ${HOW.join(', ')}.`;
    out.add('consent_how_unknown', pointer(path, 'how'), `${quoted(how)} is no way to agree.`, fix);
  }
  const where = readImpersonal(out, from, 'where', path);
  const reference = readImpersonal(out, from, 'reference', path);
  return {
    how: how as ConsentProof['how'],
    where,
    reference,
  };
}

/** A text that looks like no contact: events are kept for ever, and are not sealed. */
function readImpersonal(out: ProblemList, from: Loose, key: string, path: string): string | null {
  const text = readOptionalText(out, from, key, path);
  if (text !== null && CONTACT.test(text)) {
    const detail = 'This looks like an e-mail address or a phone number.';
    const fix = 'Name the page, the form or the record by its number: events are not sealed.';
    out.add('consent_proof_personal', pointer(path, key), detail, fix);
  }
  return text;
}
