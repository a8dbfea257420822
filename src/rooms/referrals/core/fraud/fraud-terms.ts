import { CHECKS } from './catalogue.ts';
import type { CheckContext, Evidence } from './check.ts';
import type { Suspect } from './suspect.ts';

/** From this score on a referral is held, when the document says nothing else. */
export const USUAL_HOLD = 50;

/** A check with its settings, ready to be asked. */
export interface ActiveCheck {
  readonly code: string;
  readonly reason: string;
  readonly weight: number;
  readonly ask: (suspect: Suspect) => Evidence | null;
}

/** The fraud checks of one program version. */
export interface FraudTerms {
  readonly hold: number;
  readonly checks: readonly ActiveCheck[];
}

/** The `fraud` part of the document. */
export interface FraudDocument {
  readonly hold?: number;
  readonly checks?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The settings of a check: what the document says, the usual for the rest. */
export function settingsOf(
  check: (typeof CHECKS)[number],
  fraud: FraudDocument | undefined,
): Readonly<Record<string, unknown>> & { readonly weight: number } {
  return { ...check.defaults, ...fraud?.checks?.[check.code] };
}

/** Compiles the checks that count at all. */
export function compileFraud(fraud: FraudDocument | undefined, context: CheckContext): FraudTerms {
  const checks = CHECKS.flatMap((check) => {
    const settings = settingsOf(check, fraud);
    const { code, reason } = check;
    if (settings.weight === 0) return [];
    const ask = check.prepare(settings, context);
    return [{ code, reason, weight: settings.weight, ask }];
  });
  return { hold: fraud?.hold ?? USUAL_HOLD, checks };
}
