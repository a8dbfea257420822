import type { Instant } from '../../../kernel/time.ts';
import type { PromisedTerms } from './terms.ts';

/**
 * What a member's state keeps of leaving; absent while nobody has asked. `asked` until the time to
 * think is over or the member thinks again, `left` from then on.
 */
export type LeavingSlice =
  | {
      readonly state: 'asked';
      readonly at: Instant;
      readonly due: Instant;
      /** The terms by which the member leaves, whatever is published meanwhile. */
      readonly terms: PromisedTerms;
    }
  | {
      readonly state: 'left';
      readonly at: Instant;
      /** What a member who comes back before `until` gets back. */
      readonly tiers?: Readonly<Record<string, string>>;
      readonly until?: Instant;
      /** The person behind the member has been erased: nobody comes back as this member. */
      readonly erased?: true;
    };

/** What happened, as the decision keeps it and the answer shows it. */
export type LeavingEffect =
  | { readonly kind: 'leaving-asked'; readonly due: Instant }
  | { readonly kind: 'leaving-recalled' }
  | { readonly kind: 'left'; readonly at: Instant }
  | { readonly kind: 'erased'; readonly at: Instant }
  | { readonly kind: 'came-back'; readonly tiers: Readonly<Record<string, string>> };
