/** One thing that an expression may name, with the words that the reference shows. */
export interface Word {
  readonly name: string;
  /** The CEL type it gives. */
  readonly type: string;
  /** The CEL types of its arguments; absent for a plain field. */
  readonly takes?: readonly string[];
  readonly about: string;
}

/** What the four roots and their parts offer, by CEL type name. */
export const VOCABULARY: Readonly<Record<string, readonly Word[]>> = {
  Event: [
    { name: 'type', type: 'string', about: 'The event type, such as "purchase" or "visit".' },
    { name: 'channel', type: 'string', about: 'Where it happened, "" when unknown.' },
    { name: 'store', type: 'string', about: 'The store, "" when there is none.' },
    { name: 'touchpoint', type: 'string', about: 'The touchpoint, "" when unknown.' },
    { name: 'source', type: 'string', about: 'The system that sent the event.' },
    {
      name: 'data',
      type: 'map<string, dyn>',
      about: 'What else was sent; a key that is missing makes the condition not hold.',
    },
    { name: 'date', type: 'string', about: 'The local day, "YYYY-MM-DD".' },
    { name: 'month', type: 'int', about: 'The month, 1 to 12.' },
    { name: 'day', type: 'int', about: 'The day of the month, 1 to 31.' },
    { name: 'weekday', type: 'int', about: 'The weekday, 1 for Monday to 7 for Sunday.' },
    { name: 'hour', type: 'int', about: 'The local hour, 0 to 23.' },
    { name: 'minute', type: 'int', about: 'The minute of the hour, 0 to 59.' },
  ],
  Purchase: [
    { name: 'net', type: 'int', about: 'What its lines cost the member: gross less discount.' },
    { name: 'gross', type: 'int', about: 'Its lines before any discount.' },
    { name: 'discount', type: 'int', about: 'All discounts on its lines.' },
    { name: 'shipping', type: 'int', about: 'The shipping fee.' },
    { name: 'pieces', type: 'int', about: 'Pieces on all lines.' },
    { name: 'lines', type: 'list<Line>', about: 'The lines that were not voided.' },
  ],
  Line: [
    { name: 'sku', type: 'string', about: 'The product, "" when unknown.' },
    { name: 'category', type: 'string', about: 'The leaf category, "" when unknown.' },
    { name: 'categories', type: 'list<string>', about: 'The category and all its ancestors.' },
    { name: 'brand', type: 'string', about: 'The brand, "" when unknown.' },
    { name: 'quantity', type: 'int', about: 'Pieces.' },
    { name: 'gross', type: 'int', about: 'The total before any discount.' },
    { name: 'net', type: 'int', about: 'The total less its discounts.' },
    { name: 'discount', type: 'int', about: 'All discounts on it.' },
    { name: 'price', type: 'int', about: 'Net per piece, rounded down.' },
  ],
  Member: [
    { name: 'tags', type: 'list<string>', about: 'The tags the member carries.' },
    { name: 'attributes', type: 'map<string, dyn>', about: 'The attributes set on the member.' },
    {
      name: 'consents',
      type: 'list<string>',
      about: 'The purposes to which the member agrees, on one channel at least.',
    },
    { name: 'joinedDays', type: 'int', about: 'Local days since the member joined.' },
    { name: 'purchases', type: 'Purchases', about: 'What the member has bought so far.' },
    { name: 'referrals', type: 'Referrals', about: 'Whom the member has brought.' },
    {
      name: 'tier',
      type: 'string',
      takes: ['string'],
      about: 'The level in a tier set, "" when there is none.',
    },
    {
      name: 'balance',
      type: 'int',
      takes: ['string'],
      about: 'Active points of a currency, in its smallest unit.',
    },
    {
      name: 'consent',
      type: 'bool',
      takes: ['string', 'string'],
      about: 'Whether the member agrees to a purpose on a channel.',
    },
    { name: 'events', type: 'int', takes: ['string'], about: 'Events of a type so far.' },
  ],
  Purchases: [
    { name: 'count', type: 'int', about: 'Purchases so far.' },
    { name: 'total', type: 'int', about: 'Net spend so far, less returns.' },
    { name: 'daysSinceLast', type: 'int', about: 'Local days since the last, -1 when none.' },
    {
      name: 'perMonth',
      type: 'double',
      takes: ['int'],
      about: 'Average purchases a month over the last n months (1 to 12) up to today.',
    },
  ],
  Referrals: [{ name: 'completed', type: 'int', about: 'Friends who qualified.' }],
};

/** The names an expression may start with, and their types. */
export const ROOTS: Readonly<Record<string, string>> = {
  event: 'Event',
  purchase: 'Purchase',
  line: 'Line',
  member: 'Member',
};

/** Our own functions beside CEL's, by signature. */
export const FUNCTIONS: readonly Word[] = [
  {
    name: 'money',
    type: 'int',
    takes: ['string'],
    about: 'An amount of the program currency in its smallest unit, such as money("12.50").',
  },
  {
    name: 'scene',
    type: 'bool',
    takes: ['string'],
    about:
      'Whether a scene of the program holds at this event, such as scene("browse-then-store").',
  },
  { name: 'min', type: 'int', takes: ['int', 'int'], about: 'The smaller of two.' },
  { name: 'max', type: 'int', takes: ['int', 'int'], about: 'The larger of two.' },
];

/** The only standard functions that are let through: each is quick on any input. */
export const STANDARD: readonly string[] = [
  'has',
  'size',
  'startsWith',
  'endsWith',
  'contains',
  'lowerAscii',
  'upperAscii',
  'trim',
  'int',
  'double',
  'string',
  'sum',
];

/** The macros that walk a list. */
export const MACROS: readonly string[] = ['all', 'exists', 'exists_one', 'filter', 'map'];

/** Every name that may be called. */
export const CALLABLE: readonly string[] = [
  ...STANDARD,
  ...MACROS,
  ...FUNCTIONS.map((word) => word.name),
  ...Object.values(VOCABULARY).flatMap((words) =>
    words.filter((word) => word.takes).map((word) => word.name),
  ),
];
