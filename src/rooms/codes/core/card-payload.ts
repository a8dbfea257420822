import { foldLookAlikes, upperCase } from './alphabet.ts';
import { checkDigit, hasCheckDigit } from './check-digit.ts';
import { type Refused, refuse } from './refused.ts';

/** The first three characters of every card of this version. */
export const CARD_TAG = 'HM1';

/** Digits of the code that changes. */
export const CARD_DIGITS = 8;

/** What a member's card shows for 30 seconds. */
export interface CardPayload {
  /** The number of the member: 123 for `mem_123`. */
  readonly memberId: number;
  /** Eight digits. */
  readonly code: string;
}

const SHAPE = /^HM1\.([1-9][0-9]{0,15})\.([0-9]{8})[0-9A-Z]$/;

/** `HM1.<member>.<eight digits><check digit>`: at most 30 characters, for Code 128 and QR. */
export function writeCard({ memberId, code }: CardPayload): string {
  return `${CARD_TAG}.${memberId}.${code}${checkDigit(`${CARD_TAG}${memberId}${code}`)}`;
}

/** Reads a card; it says nothing about whether the code is right at this moment. */
export function readCard(text: string): CardPayload | Refused {
  const [tag = '', ...rest] = upperCase(text.trim()).split('.');
  const folded = [tag, ...rest.map(foldLookAlikes)].join('.');
  const match = SHAPE.exec(folded);
  const memberId = Number(match?.[1]);
  if (match === null || !Number.isSafeInteger(memberId)) {
    const detail = 'This is no card of a member, or a part of it is missing.';
    return refuse('code_unreadable', detail, 'Scan the card again.');
  }
  if (!hasCheckDigit(folded.replaceAll('.', ''))) {
    return refuse('code_mistyped', 'A character of the card is wrong.', 'Read the card again.');
  }
  return { memberId, code: match[2]! };
}
