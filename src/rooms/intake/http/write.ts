import Type, { type TObject, type TProperties } from 'typebox';
import { LIMITS } from '../../../kernel/limits.ts';
import {
  consentBodies,
  couponBodies,
  PurchaseInput,
  ReturnInput,
  rewardBodies,
} from '../../events/index.ts';
import { friendOf } from './friend-of.ts';
import {
  Amount,
  Currency,
  change,
  envelope,
  Moment,
  member,
  mergeFields,
  optionalReason,
  Party,
  profile,
  purchase,
  reason,
  rehearsal,
  spend,
  Text,
} from './write-fields.ts';

/** One route that writes: which event its body becomes. */
export interface Write {
  readonly method: 'POST' | 'PATCH';
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly tag:
    | 'benefits'
    | 'challenges'
    | 'consents'
    | 'coupons'
    | 'events'
    | 'members'
    | 'points'
    | 'referrals'
    | 'rewards';
  /** The type of the event that the body becomes. */
  readonly type: string;
  /**
   * `event`: the body is the event without its type. `flat`: the fields of the event's data stand
   * beside `id` and `happenedAt`.
   */
  readonly shape: 'event' | 'flat';
  /** Fields of the event, beside id and moment, that a flat body may have. */
  readonly parties: readonly ('member' | 'to')[];
  readonly body: TObject;
  /** What the rest of the path says, where it names more than a member. */
  readonly about?: (params: Readonly<Record<string, string>>) => {
    readonly member: Readonly<Record<string, string>>;
    readonly data: Readonly<Record<string, unknown>>;
  };
}

const flat = (fields: TProperties): TObject =>
  Type.Object({ ...envelope, ...fields, ...rehearsal }, { additionalProperties: false });

/** A body that is an event of a known type: its `id` may come from elsewhere. */
const eventBody = (input: TObject): TObject =>
  Type.Object({ ...input.properties, ...envelope, ...rehearsal }, { additionalProperties: false });

type Rest = Pick<Write, 'tag' | 'type' | 'body'> &
  Partial<Pick<Write, 'shape' | 'parties' | 'about'>>;

const post = (path: string, operationId: string, summary: string, rest: Rest): Write => ({
  method: 'POST',
  path,
  operationId,
  summary,
  shape: 'flat',
  parties: [],
  ...rest,
});

const reward = (
  path: string,
  operationId: string,
  what: keyof typeof rewardBodies,
  summary: string,
): Write => {
  const inPath = path.includes(':member');
  return post(path, operationId, summary, {
    tag: 'rewards',
    type: `reward.${what}`,
    parties: inPath ? [] : ['member'],
    body: flat({ ...(inPath ? {} : member), ...rewardBodies[what] }),
  });
};

const points = (
  name: string,
  operationId: string,
  type: string,
  summary: string,
  fields: TProperties,
): Write =>
  post(`/v1/members/:member/points/${name}`, operationId, summary, {
    tag: 'points',
    type,
    parties: type === 'points.transfer' ? ['to'] : [],
    body: flat(fields),
  });

const merging = (name: string, operationId: string, type: string, summary: string): Write =>
  post(`/v1/members/:member/${name}`, operationId, summary, {
    tag: 'members',
    type,
    parties: ['to'],
    body: flat(mergeFields),
  });

const benefits = (
  name: string,
  operationId: string,
  type: string,
  summary: string,
  fields: TProperties,
): Write =>
  post(`/v1/members/:member/benefits/${name}`, operationId, summary, {
    tag: 'benefits',
    type,
    body: flat(fields),
  });

const Signals = Type.Object(
  Object.fromEntries(
    ['device', 'phone', 'card', 'address', 'payment', 'network'].map((kind) => [
      kind,
      Type.Optional(Text(`A ${kind}, as it is known; only a hash of it is kept.`)),
    ]),
  ),
  { additionalProperties: false },
);

const cameBy = (codeNeeded: boolean): TProperties => {
  const code = Text("The advocate's code.");
  return {
    code: codeNeeded ? code : Type.Optional(code),
    openedAt: Type.Optional(Moment('When the link was opened.')),
    token: Type.Optional(
      Type.String({ description: 'Proof of a person, for siteverify.', maxLength: 4_096 }),
    ),
    signals: Type.Optional(Signals),
  };
};

const referrals = (
  name: string,
  operationId: string,
  type: string,
  summary: string,
  fields: TProperties,
): Write =>
  post(`/v1/members/:member/referrals/${name}`, operationId, summary, {
    tag: 'referrals',
    type,
    body: flat(fields),
  });

const coupons = (
  what: keyof typeof couponBodies,
  path: string,
  operationId: string,
  summary: string,
): Write =>
  post(`/v1/members/:member/coupons${path}`, operationId, summary, {
    tag: 'coupons',
    type: `coupon.${what}`,
    parties: what === 'transfer' ? ['to'] : [],
    body: flat({
      ...couponBodies[what],
      ...(what === 'transfer' ? { to: Party('Who receives.') } : {}),
    }),
  });

const challenges = (name: string, operationId: string, type: string, summary: string): Write =>
  post(`/v1/members/:member/challenges/${name}`, operationId, summary, {
    tag: 'challenges',
    type,
    body: flat({ challenge: Text('Its id in the program.') }),
  });

/** Every route that writes one event. A new one is a line here. */
export const WRITES: readonly Write[] = [
  post('/v1/purchases', 'recordPurchase', 'A purchase: earns points, once', {
    tag: 'events',
    type: 'purchase',
    shape: 'event',
    body: eventBody(PurchaseInput),
  }),
  post('/v1/returns', 'recordReturn', 'A return: undoes what the returned part earned and spent', {
    tag: 'events',
    type: 'return',
    shape: 'event',
    body: eventBody(ReturnInput),
  }),
  post('/v1/purchases/claims', 'claimPurchase', 'A member claims a purchase that had none, once', {
    tag: 'events',
    type: 'purchase.claimed',
    parties: ['member'],
    body: flat({ ...member, ...purchase }),
  }),
  post(
    '/v1/purchases/reinstatements',
    'reinstatePurchase',
    'A purchase that was returned or cancelled stands again',
    {
      tag: 'events',
      type: 'purchase.reinstated',
      parties: ['member'],
      body: flat({ member: Type.Optional(member.member), ...purchase }),
    },
  ),
  post('/v1/members', 'enrolMember', 'Enrol a member', {
    tag: 'members',
    type: 'member.enrolled',
    parties: ['member'],
    body: flat({ ...member, ...profile, referral: Type.Optional(Type.Object(cameBy(false))) }),
  }),
  {
    ...post('/v1/members/:member', 'updateMember', 'Set attributes, add and remove tags', {
      tag: 'members',
      type: 'member.updated',
      body: flat({ ...profile, untag: Type.Optional(Type.Array(Text('A tag to remove.'))) }),
    }),
    method: 'PATCH',
  },
  referrals('codes', 'giveReferralCode', 'referral.code', 'A code to bring friends with', {
    code: Type.Optional(Text('One of the own choice; the hub makes one by default.')),
  }),
  referrals('bind', 'bindReferral', 'referral.bind', 'Say afterwards who brought the member', {
    ...cameBy(true),
  }),
  referrals(
    'signals',
    'noteReferralSignals',
    'referral.signals',
    'Note what a member left behind, such as the account that paid',
    { signals: Signals },
  ),
  post('/v1/referrals/reviews/:referral', 'reviewReferral', 'Decide a referral that is held', {
    tag: 'referrals',
    type: 'referral.reviewed',
    body: flat({
      decision: Type.Enum(['allow', 'refuse']),
      reason: Text('Why, in words; kept for ever.'),
    }),
    about: ({ referral = '' }) => ({ member: { id: friendOf(referral) }, data: { referral } }),
  }),
  post('/v1/members/:member/leaving', 'leaveProgram', 'A member leaves; confirms what was shown', {
    tag: 'members',
    type: 'member.leave',
    body: flat({
      confirm: Type.Optional(
        Type.Record(Type.String(), Type.Unknown(), {
          description: '`confirm` of GET /v1/members/{member}/leaving, as it was shown.',
        }),
      ),
      ...optionalReason,
    }),
  }),
  post('/v1/members/:member/leaving/recall', 'recallLeaving', 'The member thought again in time', {
    tag: 'members',
    type: 'member.leave.recalled',
    body: flat(optionalReason),
  }),
  post('/v1/members/:member/erase', 'eraseMember', 'Erase the person: nobody can undo it', {
    tag: 'members',
    type: 'member.erased',
    body: flat(optionalReason),
  }),
  post('/v1/members/:member/consents', 'giveConsent', 'The member agrees to a text', {
    tag: 'consents',
    type: 'consent.given',
    body: flat(consentBodies.given),
  }),
  post('/v1/members/:member/consents/withdrawals', 'withdrawConsent', 'The member says no', {
    tag: 'consents',
    type: 'consent.withdrawn',
    body: flat(consentBodies.withdrawn),
  }),
  points('credits', 'creditPoints', 'points.credit', 'Credit points that another system decided', {
    ...change,
    ...optionalReason,
  }),
  points('goodwill', 'giveGoodwill', 'points.goodwill', 'A present that no return takes back', {
    ...change,
    ...reason,
  }),
  points('adjustments', 'adjustPoints', 'points.adjust', 'Correct by hand, up or down', {
    ...change,
    ...reason,
    amount: Type.Integer({ minimum: -LIMITS.amount, maximum: LIMITS.amount }),
  }),
  points('spends', 'spendPoints', 'points.spend', 'Spend points at once', {
    ...spend,
    ...optionalReason,
  }),
  points('holds', 'holdPoints', 'points.hold', 'Set points aside; the hold is named by the id', {
    ...spend,
    ...optionalReason,
    until: Type.Optional(Moment('When the hold ends by itself; the program says by default.')),
  }),
  merging('merge', 'mergeMember', 'member.merged', 'Merge a member into another: one person'),
  merging('unmerge', 'unmergeMember', 'member.unmerged', 'Undo a merge: `to` is restored'),
  points('transfers', 'transferPoints', 'points.transfer', 'Pass points to another member', {
    currency: Currency,
    amount: Amount,
    to: Party('Who receives.'),
    ...optionalReason,
  }),
  benefits(
    'use',
    'useBenefit',
    'benefit.use',
    'Use a benefit once: a window, or a standing right',
    {
      benefit: Text('Its id in the program.'),
      window: Type.Optional(Text('A certain window; the one that ends first by default.')),
      operator: Type.Optional(Text('Who let the member in.')),
    },
  ),
  benefits('seen', 'seeBenefits', 'benefit.see', 'Note that the member was shown windows', {
    windows: Type.Optional(Type.Array(Text('A window.'), { description: 'All by default.' })),
  }),
  benefits('withdrawals', 'withdrawBenefit', 'benefit.withdraw', 'Take a granted window away', {
    window: Text('The window.'),
    ...reason,
  }),
  post('/v1/members/:member/card/replace', 'replaceCard', 'A new card: the one before is void', {
    tag: 'members',
    type: 'card.replaced',
    body: flat(optionalReason),
  }),
  coupons('issue', '', 'issueCoupon', 'Give the member a coupon of the program'),
  coupons('reserve', '/reserve', 'reserveCoupons', 'Keep coupons for a basket: all, or none'),
  coupons('release', '/release', 'releaseCoupons', 'Let what is reserved for a basket go'),
  coupons('redeem', '/redeem', 'redeemCoupons', 'Use up coupons: those reserved, or at once'),
  coupons('rollback', '/rollback', 'rollBackCoupons', 'Undo a redemption, once'),
  coupons('void', '/void', 'voidCoupon', "Take a coupon out of the member's hands for good"),
  coupons('transfer', '/transfer', 'transferCoupon', 'Pass a coupon to another member'),
  challenges('join', 'joinChallenge', 'challenge.joined', 'Take part in a challenge'),
  challenges('leave', 'leaveChallenge', 'challenge.left', 'Leave a challenge; what it gave stays'),
  post('/v1/holds/commit', 'commitHold', 'Spend a hold, or a part of it; the rest goes back', {
    tag: 'points',
    type: 'points.commit',
    parties: ['member'],
    body: flat({ ...member, hold: Text('The id of the hold.'), amount: Type.Optional(Amount) }),
  }),
  post('/v1/holds/void', 'voidHold', 'Let a hold go', {
    tag: 'points',
    type: 'points.void',
    parties: ['member'],
    body: flat({ ...member, hold: Text('The id of the hold.') }),
  }),
  reward('/v1/members/:member/redemptions/holds', 'holdReward', 'hold', 'Set a reward aside'),
  reward(
    '/v1/members/:member/redemptions',
    'redeemReward',
    'redeem',
    'Redeem a reward in one call',
  ),
  reward('/v1/redemptions/commit', 'commitRedemption', 'commit', 'Spend what was set aside'),
  reward('/v1/redemptions/void', 'voidRedemption', 'void', 'Let what was set aside go'),
  reward('/v1/redemptions/rollback', 'rollBackRedemption', 'rollback', 'Take a redemption back'),
  reward('/v1/redemptions/fulfilment', 'fulfilRedemption', 'fulfil', 'Say how far it has come'),
];
