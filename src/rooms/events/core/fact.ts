import type { Instant } from '../../../kernel/time.ts';
import type { Personal } from './profile-data.ts';
import type { ReferralReviewed, ReferralSaid, Signals } from './referral-data.ts';
import type { FulfilmentState, RewardWay } from './reward-data.ts';

/**
 * One way to recognise a member, already normalised (a phone in E.164, an e-mail in lower case).
 */
export interface Identifier {
  /** `phone`, `email`, `card`, `app`, … as the program's `intake.identify` lists them. */
  readonly kind: string;
  readonly value: string;
}

/** One line of a purchase. Money in the smallest unit of the program's currency. */
export interface Line {
  /** The line's name inside the purchase, by which a return refers to it. */
  readonly line: string;
  readonly sku: string | null;
  /** The leaf category; `categories` holds it and all its ancestors. */
  readonly category: string | null;
  readonly categories: readonly string[];
  readonly brand: string | null;
  /** Pieces, at least 1. */
  readonly quantity: number;
  /** The line's total before any discount, tax included as the program's `taxIncluded` says. */
  readonly gross: number;
  /** All discounts on this line, its share of basket discounts included; at most `gross`. */
  readonly discount: number;
  /** Tax in (or on top of) the net amount. */
  readonly tax: number;
  /** What of the net amount was paid by points or another reward. */
  readonly byReward: number;
  /** Rung up and taken off again: it earns nothing and cannot be returned. */
  readonly voided: boolean;
}

/** What a purchase says. */
export interface PurchaseData {
  readonly receipt: string | null;
  readonly lines: readonly Line[];
  readonly shipping: number;
  /** Whatever else the touchpoint sent, readable by expressions as `event.data`. */
  readonly more: Readonly<Record<string, unknown>>;
  /** Coupons to take off these lines; absent for most. */
  readonly coupons?: PurchaseCoupons;
  /** Discounts set aside that pay a part of these lines; absent for most. */
  readonly redemptions?: readonly string[];
  /** What the hub looked up for the decision, by what it is about; absent for most. */
  readonly found?: Readonly<Record<string, unknown>>;
}

/** Coupons that a purchase uses: its lines are as they were before these were taken off. */
export interface PurchaseCoupons {
  /** Null for all that is reserved for the basket. */
  readonly names: readonly string[] | null;
  /** The basket's name at its till; null for the purchase's own id. */
  readonly basket: string | null;
  /** What the member was told that they take off; another amount is refused. */
  readonly expect: number | null;
}

/** A basket that coupons are for: its name, and its lines as a purchase has them. */
export interface CouponBasket {
  readonly basket: string;
  readonly lines: readonly Line[];
  readonly shipping: number;
}

/** Which purchase is meant: by its event, or by its receipt. */
export interface PurchaseReference {
  readonly source: string;
  readonly id: string;
}

/** What comes back, of one line: pieces, or an amount of its net money. */
export interface ReturnedLine {
  readonly line: string;
  readonly quantity: number | null;
  readonly amount: number | null;
}

/** What a return says; `lines` null means all that is left. */
export interface ReturnData {
  readonly purchase: PurchaseReference;
  readonly lines: readonly ReturnedLine[] | null;
  readonly reason: string | null;
}

/** The data of an event by its type; a type that is not listed is a custom event. */
export interface FactData {
  purchase: PurchaseData;
  return: ReturnData;
  'purchase.reinstated': { readonly purchase: PurchaseReference };
  'purchase.claimed': { readonly purchase: PurchaseReference };
  'member.enrolled': MemberChange;
  'referral.code': { readonly code: string | null };
  'referral.bind': ReferralSaid;
  'referral.signals': { readonly signals: Signals };
  'referral.reviewed': ReferralReviewed;
  'member.updated': MemberChange;
  /** The figures that the member was shown and confirms. */
  'member.leave': { readonly confirm: ConfirmedFigures; readonly reason: string | null };
  /** `merged` and `survivor` are the hub's: the members' numbers, as found when it was decided. */
  'member.merged': MergeSaid & { readonly merged: number; readonly survivor: number };
  'member.unmerged': MergeSaid & { readonly merged: number; readonly survivor: number };
  'member.erased': { readonly reason: string | null };
  'member.leave.recalled': { readonly reason: string | null };
  'points.credit': PointsChange;
  'points.opening': PointsChange;
  'points.goodwill': PointsChange;
  'points.adjust': PointsChange;
  'points.spend': PointsSpend;
  'points.hold': PointsSpend & { readonly until: Instant | null };
  'points.commit': PointsCommit;
  'points.void': { readonly hold: string };
  /** `coupon` is the id of one in the program document. */
  'coupon.issue': { readonly coupon: string; readonly reason: string | null };
  'coupon.reserve': CouponBasket & {
    readonly coupons: readonly string[];
    /** Null leaves the time limit to the coupons. */
    readonly until: Instant | null;
  };
  'coupon.release': { readonly basket: string };
  'coupon.redeem': CouponBasket & {
    /** Null for all that is reserved for the basket. */
    readonly coupons: readonly string[] | null;
    readonly expect: number | null;
  };
  'coupon.rollback': { readonly redemption: string };
  /** `coupon` is the id or the code of one in the member's hands, here and in a transfer. */
  'coupon.void': { readonly coupon: string; readonly reason: string | null };
  'coupon.transfer': { readonly coupon: string };
  'card.replaced': { readonly reason: string | null };
  'benefit.use': {
    readonly benefit: string;
    /** Null takes the window that ends first, or the standing right. */
    readonly window: string | null;
    readonly operator: string | null;
  };
  /** Which windows a member was shown; null for all that are open. */
  'benefit.see': { readonly windows: readonly string[] | null };
  'benefit.withdraw': { readonly window: string; readonly reason: string };
  'consent.given': {
    readonly purpose: string;
    /** The channel of the purpose: agreed to by e-mail is not agreed to by phone. */
    readonly by: string | null;
    /** Which text the member has read. */
    readonly version: string;
    readonly proof: ConsentProof;
  };
  'consent.withdrawn': {
    readonly purpose: string;
    /** Null is a no to every channel. */
    readonly by: string | null;
  };
  'challenge.joined': { readonly challenge: string };
  'challenge.left': { readonly challenge: string };
  'points.transfer': {
    readonly currency: string;
    readonly amount: number;
    readonly reason: string | null;
  };
  'reward.hold': RewardWanted;
  'reward.redeem': RewardWanted & RewardSpending;
  'reward.commit': { readonly redemption: string; readonly basket: number | null } & RewardSpending;
  'reward.void': { readonly redemption: string };
  'reward.rollback': {
    readonly redemption: string;
    /** Whether the thing can be had by somebody else, when it was handed over before. */
    readonly restock: boolean;
    readonly operator: string | null;
    readonly reason: string | null;
  };
  'reward.fulfil': {
    readonly redemption: string;
    readonly to: FulfilmentState;
    readonly operator: string | null;
  };
  'reward.drawn': { readonly redemption: string; readonly won: boolean };
}

/** A reward that a member wants. */
export interface RewardWanted {
  readonly reward: string;
  /** What the member still has to pay, smallest unit; null when there is no basket. */
  readonly basket: number | null;
  /** At most so many points, when points pay; null for as many as may. */
  readonly points: number | null;
}

/** What is said when a redemption is spent. */
export interface RewardSpending {
  /** Money that was paid besides, smallest unit. */
  readonly paid: number;
  /** How the member wants it, where there is a choice. */
  readonly fulfil: RewardWay | null;
  /** The purchase on which a discount was given: its return gives the points back. */
  readonly purchase: PurchaseReference | null;
  readonly operator: string | null;
}

/** How a consent can be shown to have been given: no names and no contacts, they are elsewhere. */
export interface ConsentProof {
  readonly how: 'checkbox' | 'button' | 'double-opt-in' | 'paper' | 'spoken' | 'till' | 'other';
  /** The page, the form, the desk. */
  readonly where: string | null;
  /** The number of the signed form, of the recording, of the mail that was confirmed. */
  readonly reference: string | null;
}

/** Attributes to set (null removes one) and tags to add or remove. */
export interface MemberChange {
  readonly attributes: Readonly<Record<string, string | number | boolean | null>>;
  readonly tags: readonly string[];
  readonly untag: readonly string[];
  /** Names of sealed fields that were said; their values are in the vault. */
  readonly fields?: readonly string[];
  /** With an enrolment: who brought the member, and what was left behind. */
  readonly referral?: ReferralSaid;
}

/** Why two members are one person, or are not after all. */
export interface MergeSaid {
  /** What speaks for it: a kind such as `phone` or `name`, and a word on how it agrees. */
  readonly evidence: readonly { readonly kind: string; readonly says: string }[];
  /** Who decided; null for the matching itself. */
  readonly operator: string | null;
  readonly reason: string | null;
}

/** What a member knows to have when leaving: points by currency, coupons, levels by tier set. */
export interface ConfirmedFigures {
  readonly points?: Readonly<Record<string, number>>;
  readonly coupons?: number;
  readonly tiers?: Readonly<Record<string, string>>;
}

/** Points to credit, or with `points.adjust` also to take (a negative amount). Smallest unit. */
export interface PointsChange {
  readonly currency: string;
  readonly amount: number;
  readonly reason: string | null;
  /** Overrides the currency's expiry; undefined keeps it, null means never. */
  readonly expiresAt?: Instant | null;
  /** The purchase that the points belong to, where another system has paid them. */
  readonly purchase?: PurchaseReference;
}

/** A hold that is spent; with `purchase`, a return of that purchase gives the points back. */
export interface PointsCommit {
  readonly hold: string;
  /** Null spends all of it. */
  readonly amount: number | null;
  readonly purchase: PurchaseReference | null;
}

/** Points to spend or hold; with `purchase`, a return of that purchase gives them back. */
export interface PointsSpend {
  readonly currency: string;
  readonly amount: number;
  readonly purchase: PurchaseReference | null;
  readonly reason: string | null;
  /** The points are gone already (a till that was away): the balance may go below zero for them. */
  readonly overdraft?: true;
}

/**
 * An event as the hub understands it: cleaned, bounded and complete. Everything `decide`
 * may know of the outside world is in here (design law 2).
 */
export interface Fact<T extends string = string> {
  readonly source: string;
  readonly id: string;
  readonly type: T;
  /** In the order in which the program asks for them; empty for a purchase without a member. */
  readonly identifiers: readonly Identifier[];
  /** The receiver of a `points.transfer`. */
  readonly to: readonly Identifier[];
  readonly happenedAt: Instant;
  readonly channel: string | null;
  readonly store: string | null;
  readonly touchpoint: string | null;
  readonly data: T extends keyof FactData ? FactData[T] : Readonly<Record<string, unknown>>;
  /** Values for the vault, on their way to it: no row has them. */
  readonly personal?: Personal;
  /** The code that the member's card showed, when the member was named by it. */
  readonly card?: string;
  /** What the hub changed or noticed on the way in: `clock_ahead_clamped`, `late`, … */
  readonly flags: readonly string[];
}

/** What of a line's price the member pays: gross less discount. */
export function netOf(line: Line): number {
  return line.gross - line.discount;
}
