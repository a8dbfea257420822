/**
 * The stated maxima (design law 12). One place, so that a reader can size the hub
 * and a reviewer can see that nothing is unbounded.
 */
export const LIMITS = {
  /** Events in one HTTP request. */
  eventsPerRequest: 1_000,
  /** Lines of one purchase. */
  linesPerPurchase: 500,
  /** Any one amount, in the smallest unit: 10^12, a thousandth of the exact range. */
  amount: 1_000_000_000_000,
  /** Pieces on one line. */
  quantity: 1_000_000,
  /** Characters of an identifier, an id, a name. */
  text: 200,
  /** Characters of the JSON of custom event data or member attributes. */
  json: 16_384,
  /** Earning rules in one program document. */
  rules: 300,
  /** Point currencies in one program document. */
  currencies: 20,
  /** Tier sets, and levels in one set. */
  tierSets: 10,
  tierLevels: 20,
  /** Lots and pending parts that one wallet may hold open. */
  lotsPerWallet: 5_000,
  /** Holds open at once for one member. */
  holdsPerMember: 100,
  /** Characters of one program document. */
  documentText: 1_048_576,
  /** Rows on one page of a reading route. */
  page: 1_000,
  /** Years that a dry run or a balance may look ahead. */
  yearsAhead: 50,
  /** Moments settled for one member in one decision. */
  momentsPerSettle: 20_000,
} as const;
