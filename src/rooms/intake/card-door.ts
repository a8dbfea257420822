import { cardSecret, checkCard, readScan } from '../codes/index.ts';
import type { MemberState, Refusal } from '../engine/index.ts';
import { type Fact, SCANNED } from '../events/index.ts';
import { formatMemberId } from '../members/index.ts';

/** A fact whose member is named by something else than a scan, or why the scan names nobody. */
export type OpenedCard = { readonly fact: Fact } | { readonly refusal: Refusal };

/**
 * Reads the cards that tills scan. Who it is stands on the card in plain; whether it is the card
 * that the member has, and of this half minute, is known only with the state: at the decision.
 */
export class CardDoor {
  readonly #hubKey: Uint8Array;

  constructor(hubKey: Uint8Array) {
    this.#hubKey = hubKey;
  }

  /** Names the member by what was scanned. A code that is no card counts as its number. */
  open(fact: Fact, identify: readonly string[]): OpenedCard {
    const scanned = fact.identifiers.find(({ kind }) => kind === SCANNED)?.value;
    if (scanned === undefined) return { fact };
    const scan = readScan(scanned);
    if ('problem' in scan) return { refusal: { ...scan.problem, path: PATH } };
    if (scan.kind === 'card') {
      const { memberId, code } = scan.card;
      const identifiers = [{ kind: 'id', value: formatMemberId(memberId) }];
      return { fact: { ...fact, identifiers, card: code } };
    }
    if (scan.kind === 'coupon' || !identify.includes('card')) return { refusal: NO_CARD };
    const others = fact.identifiers.filter(({ kind }) => kind !== SCANNED);
    return { fact: { ...fact, identifiers: [...others, { kind: 'card', value: scanned }] } };
  }

  /**
   * The fact with the half minute to which its code belongs, by the card that the member has; the
   * decision counts it once.
   */
  check(fact: Fact, memberId: number, { slices }: MemberState): OpenedCard {
    const { card: code, ...plain } = fact;
    if (code === undefined) return { fact };
    const generation = slices.card?.generation ?? 0;
    const secret = cardSecret(this.#hubKey, { memberId, generation });
    const checked = checkCard([secret], { memberId, code }, fact.happenedAt);
    if ('problem' in checked) return { refusal: { ...checked.problem, path: PATH } };
    const data = fact.data as { found?: object };
    return {
      fact: { ...plain, data: { ...data, found: { ...data.found, card: { step: checked.step } } } },
    };
  }
}

const PATH = '/member/code';

const NO_CARD: Refusal = {
  code: 'code_no_card',
  path: PATH,
  detail: 'What was scanned is not the card of a member.',
  fix: "Scan the member's card; coupons belong into the data of the event.",
};
