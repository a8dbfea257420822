import type { Earning } from './earning.ts';
import { fixed } from './fixed.ts';
import { formula } from './formula.ts';
import { multiply } from './multiply.ts';
import { perSpend } from './per-spend.ts';

/** Every way to earn. A new one is a file and a line here. */
export const EARNINGS: readonly Earning[] = [perSpend, formula, fixed, multiply];
