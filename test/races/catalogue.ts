import { joinOnce, lastPayment } from './challenges.ts';
import { lapsedHold } from './lapsed-hold.ts';
import { lastUnit } from './last-unit.ts';
import { lastUse } from './last-use.ts';
import { oneCardCode } from './one-card-code.ts';
import { commitTwice, rollbackTwice } from './one-redemption.ts';
import type { Race } from './race.ts';

/** Every race of the project. A new one is a file and a line here. */
export const RACES: readonly Race[] = [
  lastUnit,
  lastUse,
  commitTwice,
  rollbackTwice,
  oneCardCode,
  joinOnce,
  lastPayment,
  lapsedHold,
];
