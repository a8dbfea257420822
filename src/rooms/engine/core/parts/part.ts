import type { Instant } from '../../../../kernel/time.ts';
import type { Holdings } from '../../../leaving/index.ts';
import type { Refusal } from '../decision.ts';
import type { Draft } from '../draft.ts';
import type { Handler } from '../handlers/handler.ts';
import type { Program } from '../program.ts';
import type { Settled } from '../settled.ts';
import type { MemberState } from '../state.ts';
import type { SliceName } from './slices.ts';

/**
 * How a room takes part in decisions. A new room is a file in this folder, a line in the catalogue,
 * its slice in `Slices` and its compiled section in `Program`.
 */
export interface Part {
  readonly slice: SliceName;
  /** Event types that the room decides itself; each is the only one for its type. */
  readonly handlers: Readonly<Record<string, Handler>>;
  /**
   * The next moment at which something of the member falls due in this room; null for never.
   * Asked only of members who have the slice.
   */
  dueOf?(program: Program, state: MemberState): Instant | null;
  /** Does everything that falls due up to `moment`, as `dueOf` said. */
  settle?(program: Program, state: MemberState, into: Settled, moment: Instant): void;
  /** What a member who leaves has here: usable coupons, and what is in the middle. */
  holdings?(state: MemberState): Pick<Partial<Holdings>, 'coupons' | 'open'>;
  /** Undoes what is in the middle (a reservation, a redemption that waits), because of leaving. */
  undoOpen?(program: Program, state: MemberState, into: Settled, at: Instant): void;
  /**
   * Ends what a member who leaves has here.
   *
   * @param coupons those that end, by the ids of `holdings`.
   */
  leave?(
    program: Program,
    state: MemberState,
    into: Settled,
    coupons: ReadonlySet<string>,
    at: Instant,
  ): void;
  /** The kind of grant that is this room's to give. */
  readonly gives?: 'coupon' | 'benefit';
  /**
   * Gives it; `index` counts the grants of the event, for ids. What cannot be had goes to effects.
   * Returns the name under which it can be taken back; null when there is nothing to take back.
   */
  give?(draft: Draft, id: string, cause: string, index: number): string | null;
  /** Takes back what `give` named, as far as the member still has it unused. */
  takeBack?(draft: Draft, name: string, cause: string): void;
  /**
   * Has its say before the event has its effects: it may refuse it, or change the draft's fact. As
   * cheap as `afterEvent`.
   */
  beforeEvent?(draft: Draft): Refusal | null;
  /**
   * Has its say after the event's own effects (points are credited, tiers not raised yet). Asked
   * for every event: it must cost next to nothing where the room has nothing to say.
   */
  afterEvent?(draft: Draft): void;
}
