import Type, { type TSchema } from 'typebox';
import type { Zone } from '../../../../kernel/time.ts';
import type { Suspect } from './suspect.ts';

/** What a check found, for the person who reviews: figures and members, never a signal itself. */
export type Evidence = Readonly<Record<string, string | number | readonly number[]>>;

/** What a check may use when it is compiled. */
export interface CheckContext {
  readonly zone: Zone;
  /** What reach levels expect of their advocates a day, where it differs from the usual. */
  readonly perDay: ReadonlyMap<string, number>;
}

/**
 * One fraud check: one question, one reason. Files beside this one are the catalogue. A check adds
 * its weight to the score; the score can hold a referral for review, never refuse it.
 */
export interface WeighingCheck {
  /** Its name in the document. */
  readonly code: string;
  /** The reason code under which it is reported. */
  readonly reason: string;
  /** One line for people; `{most}` and the like are its settings. */
  readonly summary: string;
  /** Its settings in the document, all optional. */
  readonly args: TSchema;
  readonly defaults: Readonly<Record<string, unknown>> & { readonly weight: number };
  prepare(
    args: Readonly<Record<string, unknown>>,
    context: CheckContext,
  ): (suspect: Suspect) => Evidence | null;
}

/**
 * A check that no honest referral can fail: what it finds is a fact about member ids, not about
 * devices and addresses that families share. It refuses, and cannot be set or switched off.
 */
export interface ProvingCheck {
  readonly code: string;
  readonly reason: string;
  readonly summary: string;
  /** What the person is told, and what to do instead. */
  readonly refusal: { readonly detail: string; readonly fix: string };
  ask(suspect: Suspect): Evidence | null;
}

/** How much a finding counts; 0 switches the check off. */
export const Weight = Type.Integer({ minimum: 0, maximum: 100 });
