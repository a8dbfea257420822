import { timingSafeEqual } from 'node:crypto';
import type { Instant } from '../../kernel/time.ts';
import { CARD_DIGITS, type CardPayload, writeCard } from './core/card-payload.ts';
import { type Refused, refuse } from './core/refused.ts';
import { DRIFT_STEPS, stepOf, stepsAround } from './core/time-step.ts';
import { deriveKey } from './derive-key.ts';
import { totp } from './totp.ts';

/** Whose card it is. A new generation makes every earlier secret worthless (a lost phone). */
export interface CardHolder {
  readonly memberId: number;
  /** 0 for the first card. */
  readonly generation: number;
}

/** The secret of a member's card: 32 bytes, given to the member's app and to nobody else. */
export function cardSecret(hubKey: Uint8Array, holder: CardHolder): Buffer {
  return deriveKey(hubKey, 'card:1', `${holder.memberId}:${holder.generation}`);
}

/** What the card shows at a moment: the text of its QR code or barcode. */
export function showCard(secret: Uint8Array, memberId: number, at: Instant): string {
  return writeCard({ memberId, code: totp(secret, stepOf(at), CARD_DIGITS, 'sha256') });
}

/**
 * Looks whether a card shows a code of about now, and which: `step` is to be counted once
 * (`countStep`). For a code that was scanned offline, `at` is the moment of the scan.
 * @param secrets the card's secret, and those under earlier keys of the hub while keys change.
 */
export function checkCard(
  secrets: readonly Uint8Array[],
  card: CardPayload,
  at: Instant,
  drift: number = DRIFT_STEPS,
): { readonly step: number } | Refused {
  const shown = Buffer.from(card.code);
  for (const step of stepsAround(at, drift)) {
    for (const secret of secrets) {
      const right = Buffer.from(totp(secret, step, CARD_DIGITS, 'sha256'));
      if (right.length === shown.length && timingSafeEqual(right, shown)) return { step };
    }
  }
  const detail = 'The code of the card is wrong or no longer shown.';
  return refuse('card_code_wrong', detail, 'Scan the card in the app again; a picture ends soon.');
}
