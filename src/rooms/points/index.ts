export { activateWaiting } from './core/activate.ts';
export { type Balance, balanceOf } from './core/balance.ts';
export { pointsSection } from './core/check.ts';
export { clawBack } from './core/claw-back.ts';
export { type CreditPart, credit, giveBack } from './core/credit.ts';
export { type Currency, compileCurrency } from './core/currency.ts';
export { debit } from './core/debit.ts';
export { type GivenUp, giveUp } from './core/give-up.ts';
export { commitHold, heldAmount, hold, voidHold } from './core/hold.ts';
export { available, Journal } from './core/journal.ts';
export { lotEnd, lotKind, originOf, withOrigin } from './core/lot-id.ts';
export { activationOf, endOf, slidingEnd } from './core/moments.ts';
export { pour } from './core/pour.ts';
export type { PointsDocument } from './core/section.ts';
export { nextDue, settleMoment } from './core/settle.ts';
export { type Terms, termsOf } from './core/terms.ts';
export {
  copyWallet,
  emptyWallet,
  type HeldPart,
  type Hold,
  type Lot,
  type Wallet,
} from './core/wallet.ts';
