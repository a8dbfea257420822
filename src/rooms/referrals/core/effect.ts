import type { Instant } from '../../../kernel/time.ts';
import type { Grant } from '../../program/index.ts';
import type { Finding } from './fraud/judge.ts';

/** What a step did, as the decision keeps it and the answer shows it. */
export type ReferralEffect =
  | { readonly kind: 'referral-code'; readonly code: string }
  | {
      readonly kind: 'referral-bound';
      readonly referral: string;
      readonly code: string;
      /** Before this moment the purchase must be made. */
      readonly until: Instant;
    }
  | {
      readonly kind: 'referral-held';
      readonly referral: string;
      readonly score: number;
      readonly findings: readonly Finding[];
    }
  | {
      readonly kind: 'referral-released';
      readonly referral: string;
      readonly cleared: readonly string[];
    }
  | {
      readonly kind: 'referral-pending';
      readonly referral: string;
      readonly purchase: string;
      readonly ends: Instant;
    }
  | { readonly kind: 'referral-open'; readonly referral: string }
  | { readonly kind: 'referral-ripe'; readonly referral: string; readonly at: Instant }
  | { readonly kind: 'referral-lapsed'; readonly referral: string; readonly at: Instant }
  | { readonly kind: 'referral-qualified'; readonly referral: string }
  | {
      readonly kind: 'referral-refused';
      readonly referral: string;
      /** Empty when a person refused it. */
      readonly findings: readonly Finding[];
    }
  | { readonly kind: 'referral-reversed'; readonly referral: string; readonly depth: number }
  | {
      readonly kind: 'referral-unpaid';
      readonly referral: string;
      /** Which payment, by its name in the terms, and the cap that stood against it. */
      readonly what: string;
      readonly reason: string;
    }
  | {
      readonly kind: 'referral-counted';
      readonly referral: string;
      readonly depth: number;
      /** The reach level that paid; `''` for none. */
      readonly reach: string;
      /** What this friend paid here; steps of the bar are not in it. A reversal takes it back. */
      readonly paid: readonly Grant[];
      readonly progress: number;
    }
  | { readonly kind: 'referral-step'; readonly step: string; readonly now: 'reached' | 'lost' };
