export { consentSection } from './core/check.ts';
export { giveBackNoes, saidOf, type TakenNoes, takeNoes } from './core/noes.ts';
export { type ConsentEffect, give, type Step, withdraw } from './core/say.ts';
export type { ConsentDocument, PurposeDocument } from './core/section.ts';
export { type ConsentSlice, saidKey } from './core/slice.ts';
export { counts, missingFor, standing, stands, usable } from './core/standing.ts';
export {
  type ConsentTerms,
  compileConsent,
  NO_CONSENT,
  PREFERENCES,
  REFERRALS,
} from './core/terms.ts';
