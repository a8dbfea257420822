import type { PurchaseRecord, Refusal } from '../decision.ts';
import type { Draft } from '../draft.ts';

/** What a handler may use besides the draft: what the load step found for this event. */
export interface Found {
  /** The purchase that the event names; null when the hub does not know it. */
  readonly purchase: PurchaseRecord | null;
  /** The draft of the other member of a transfer. */
  readonly other: Draft | null;
}

/**
 * Decides one type of event: writes on the draft, or says no. A handler that says no may have
 * written already; the draft is thrown away.
 */
export type Handler = (draft: Draft, found: Found) => Refusal | null;

/** A business no with its reason, where it lies, and what to do. */
export function refuse(code: string, path: string, detail: string, fix: string): Refusal {
  return { code, path, detail, fix };
}
