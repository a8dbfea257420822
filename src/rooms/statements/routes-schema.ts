import Type from 'typebox';
import { LIMITS } from '../../kernel/limits.ts';

const strict = { additionalProperties: false };

/** How a path names a member. */
export const MemberPath = Type.Object({
  member: Type.String({
    description: '`mem_123`, or kind:value such as `phone:+8613800138000` or `card:HM00001`.',
  }),
});

export const EventPath = Type.Object({
  source: Type.String({ description: 'The sending system.' }),
  id: Type.String({ description: "The event's id; write / as %2F." }),
});

const page = {
  limit: Type.Integer({ minimum: 1, maximum: LIMITS.page, default: 100 }),
  cursor: Type.Optional(Type.String({ description: '`next` of the page before.' })),
};
const at = {
  at: Type.Optional(
    Type.String({ description: 'A moment, past or future (ISO 8601; + is %2B); now by default.' }),
  ),
};

/** Identifiers of any kind stand beside these; the room reads them itself. */
export const MembersQuery = Type.Object({
  ...page,
  phone: Type.Optional(Type.String({ description: 'Any kind of identifier of the program …' })),
  card: Type.Optional(Type.String({ description: '… may be asked for; several narrow nothing.' })),
});
export const MemberQuery = Type.Object(
  { reveal: Type.Boolean({ default: false, description: 'Show identifiers in full.' }) },
  strict,
);
export const NoQuery = Type.Object({}, strict);
export const AtQuery = Type.Object({ ...at }, strict);
export const LotsQuery = Type.Object(
  { all: Type.Boolean({ default: false, description: 'Also lots in which nothing is left.' }) },
  strict,
);
export const PageQuery = Type.Object({ ...page }, strict);
export const EntriesQuery = Type.Object(
  { ...page, currency: Type.Optional(Type.String({ maxLength: 40 })) },
  strict,
);
export const WhyQuery = Type.Object({ currency: Type.String({ maxLength: 40 }) }, strict);

const Text = Type.String();
const NullableText = Type.Union([Type.String(), Type.Null()]);
const Next = Type.Union([Type.String(), Type.Null()], {
  description: 'Give it as `cursor` for the next page; null on the last.',
});
export const Words = Type.Object({ en: Type.String(), zh: Type.String() }, { title: 'Words' });
const Points = Type.Integer({ description: 'Smallest unit.' });
const Moved = Type.Record(Type.String(), Type.Record(Type.String(), Type.Integer()));

const Figures = Type.Object(
  { active: Points, pending: Points, held: Points },
  { title: 'Figures' },
);
const Balance = Type.Object(
  {
    name: Words,
    decimals: Type.Integer(),
    spendable: Type.Boolean(),
    ...Figures.properties,
    nextExpiry: Type.Union([Type.Object({ at: Text, points: Points }), Type.Null()]),
  },
  { title: 'Balance' },
);
const Balances = Type.Record(Type.String(), Balance);
const Identifier = Type.Object({ kind: Text, value: Text }, { title: 'Identifier' });

export const MemberBody = Type.Object(
  {
    id: Text,
    status: Text,
    mergedInto: Type.Union([Type.String(), Type.Null()], {
      description: 'The member who answers for this one since they were merged.',
    }),
    joinedAt: Text,
    enrolledBy: Type.Object({ source: Text, id: Text }),
    profile: Type.Record(Type.String(), Type.Object({ value: Text, source: Text, at: Text }), {
      description: 'Sealed fields; masked, unless `reveal`.',
    }),
    identifiers: Type.Array(Identifier, { description: 'Masked, unless `reveal`.' }),
    balances: Balances,
    tiers: Type.Record(Type.String(), Type.Object({ level: Text, name: Words })),
    tags: Type.Array(Text),
    attributes: Type.Record(Type.String(), Type.Unknown()),
    purchases: Type.Object({ count: Type.Integer(), total: Type.Integer(), last: NullableText }),
    events: Type.Integer(),
  },
  { title: 'Member' },
);
export const MembersBody = Type.Object({ items: Type.Array(MemberBody), next: Next });
export const BalancesBody = Type.Object({ member: Text, at: Text, currencies: Balances });

export const LotsBody = Type.Object({
  member: Text,
  more: Type.Boolean(),
  lots: Type.Array(
    Type.Object({
      currency: Text,
      lot: Text,
      kind: Type.Enum(['earned', 'goodwill', 'waiting', 'debt']),
      endsAt: NullableText,
      left: Points,
      pending: Points,
      held: Points,
      received: Points,
      spent: Points,
      expired: Points,
      clawedBack: Points,
      adjusted: Points,
      sent: Points,
      moved: Points,
      from: Type.Array(
        Type.Object({
          no: Type.Integer(),
          source: Text,
          id: Text,
          type: Text,
          happenedAt: Text,
          points: Points,
        }),
      ),
    }),
  ),
});

const Side = Type.Object({ account: Text, lot: NullableText });
const entry = {
  no: Type.Integer(),
  seq: Type.Integer(),
  currency: Text,
  amount: Points,
  cause: Text,
  change: Type.Integer({ description: 'What it does to all the member has: +, - or 0.' }),
  text: Words,
  from: Side,
  to: Side,
  hold: NullableText,
  activeAt: NullableText,
  happenedAt: Text,
  recordedAt: Text,
};
const Entry = Type.Object(entry, { title: 'Entry' });
const EntryWithEvent = Type.Object(
  {
    ...entry,
    event: Type.Object({ source: Text, id: Text, type: Text }),
  },
  { title: 'EntryWithEvent' },
);
export const EntriesBody = Type.Object({
  member: Text,
  items: Type.Array(EntryWithEvent),
  next: Next,
});

const TierChange = Type.Object(
  {
    set: Text,
    from: Text,
    to: Text,
    why: Text,
    at: Text,
    text: Words,
  },
  { title: 'TierChange' },
);
const Flag = Type.Object({ flag: Text, text: Words }, { title: 'Flag' });
const event = {
  no: Type.Integer(),
  source: Text,
  id: Text,
  type: Text,
  happenedAt: Text,
  recordedAt: Text,
  channel: NullableText,
  store: NullableText,
  touchpoint: NullableText,
  program: Type.Integer(),
  points: Moved,
  balances: Type.Record(Type.String(), Figures),
  tierChanges: Type.Array(TierChange),
  flags: Type.Array(Flag),
};
export const EventsBody = Type.Object({
  member: Text,
  items: Type.Array(Type.Object(event)),
  next: Next,
});

const DecidedBody = Type.Object({
  ...event,
  status: Type.Literal('decided'),
  member: Text,
  decidedAt: Text,
  tiers: Type.Record(Type.String(), Text),
  effects: Type.Array(Type.Object({ room: Text, kind: Text, text: Words }), {
    description: 'What happened in the other rooms, each with its own fields.',
  }),
  why: Type.Array(
    Type.Object({
      rule: Text,
      name: Words,
      reason: Text,
      points: Points,
      currency: NullableText,
      text: Words,
    }),
  ),
  data: Type.Unknown(),
  entries: Type.Array(Entry),
});
const WaitingBody = Type.Object({
  source: Text,
  id: Text,
  type: Text,
  status: Type.Enum(['parked', 'unclaimed', 'refused', 'lapsed']),
  member: Type.Null(),
  until: Type.Optional(Text),
  problems: Type.Optional(Type.Array(Type.Unknown())),
  data: Type.Optional(Type.Unknown()),
});
export const EventBody = Type.Union([DecidedBody, WaitingBody]);

const Goal = Type.Unknown({
  description: 'Measured: needed, missing (and for `keep`: by when, and what counts then).',
});
export const TiersBody = Type.Object({
  member: Text,
  at: Text,
  sets: Type.Array(
    Type.Object({
      set: Text,
      name: Words,
      level: Type.Union([Type.Object({ id: Text, name: Words }), Type.Null()]),
      since: Type.Optional(Text),
      review: Type.Optional(NullableText),
      graceUntil: Type.Optional(NullableText),
      value: Type.Optional(Type.Integer()),
      next: Type.Optional(Goal),
      keep: Type.Optional(Goal),
    }),
  ),
});

export const WhyBody = Type.Object({
  member: Text,
  currency: Text,
  at: Text,
  balance: Balance,
  total: Points,
  causes: Type.Array(
    Type.Object({ cause: Text, points: Points, times: Type.Integer(), text: Words }),
  ),
  rules: Type.Array(
    Type.Object({ rule: Text, name: Words, points: Points, times: Type.Integer() }),
  ),
  last: Type.Array(EntryWithEvent),
});

export const SummaryBody = Type.Object({
  at: Text,
  currencies: Type.Record(Type.String(), Type.Object({ ...Figures.properties, expired: Points })),
});

export const ReviewsQuery = Type.Object(
  {
    state: Type.Enum(['open', 'done'], { default: 'open' }),
    limit: Type.Integer({ minimum: 1, maximum: LIMITS.page, default: 100 }),
  },
  strict,
);

/** What a friend's referral has come to, without what the checks found. */
const BroughtBody = Type.Object({
  referral: Type.String(),
  state: Type.String({ description: 'open, pending, ripe, qualified, reversed, lapsed, refused' }),
  held: Type.Boolean({ description: 'Waits for a review; nothing is paid meanwhile.' }),
  code: Type.String(),
  until: Type.String({ description: 'Before this moment the purchase must be made.' }),
});

export const ReferralsBody = Type.Object({
  member: Type.String(),
  codes: Type.Array(Type.Object({ code: Type.String(), link: NullableText })),
  came: Type.Integer({ description: "Friends who came with the member's codes." }),
  counted: Type.Integer(),
  waiting: Type.Integer(),
  progress: Type.Integer({ description: 'Where the bar stands: who counted, weighed by depth.' }),
  steps: Type.Array(
    Type.Object({ id: Type.String(), at: Type.Integer(), reached: Type.Boolean() }),
  ),
  next: Type.Union([
    Type.Object({ id: Type.String(), at: Type.Integer(), missing: Type.Integer() }),
    Type.Null(),
  ]),
  broughtBy: Type.Union([BroughtBody, Type.Null()]),
});

export const ReviewsBody = Type.Object({
  reviews: Type.Array(
    Type.Object({
      referral: Type.String(),
      friend: Type.String(),
      advocate: NullableText,
      score: Type.Integer(),
      findings: Type.Array(Type.Record(Type.String(), Type.Unknown())),
      heldAt: Type.String(),
      outcome: NullableText,
      reviewedAt: NullableText,
    }),
  ),
});
