import { Environment } from '@marcbachmann/cel-js';
import { parseDecimal } from '../../../../kernel/decimal.ts';
import {
  EventView,
  LineView,
  MemberView,
  PurchasesView,
  PurchaseView,
  ReferralsView,
} from './views.ts';
import { ROOTS, VOCABULARY } from './vocabulary.ts';

/** What one expression may be made of; with `STEPS` in cost.ts this bounds its running time. */
const LIMITS = {
  maxAstNodes: 200,
  maxDepth: 20,
  maxListElements: 100,
  maxMapEntries: 20,
  maxCallArguments: 3,
};

const CLASSES = {
  Line: LineView,
  Purchases: PurchasesView,
  Referrals: ReferralsView,
  Event: EventView,
  Purchase: PurchaseView,
  Member: MemberView,
};

const SYNC = { async: false };

/**
 * The CEL environment of a program whose currency has `decimals` decimals.
 *
 * @param scene whether a scene holds for the member whom the evaluation at hand is about.
 */
export function createEnvironment(decimals: number, scene: (id: string) => boolean): Environment {
  const environment = new Environment({ limits: LIMITS });
  for (const [type, ctor] of Object.entries(CLASSES)) {
    const words = VOCABULARY[type] ?? [];
    const fields = words.filter((word) => !word.takes).map((word) => [word.name, word.type]);
    environment.registerType(type, { ctor, fields: Object.fromEntries(fields) });
  }
  for (const [name, type] of Object.entries(ROOTS)) environment.registerVariable(name, type);
  environment.registerFunction('scene(string): bool', scene, SYNC);
  return registerFunctions(environment, decimals);
}

function registerFunctions(environment: Environment, decimals: number): Environment {
  const amounts = new Map<string, bigint>();
  const money = (text: string): bigint => {
    let amount = amounts.get(text);
    if (amount === undefined) {
      const parsed = parseDecimal(text, decimals);
      if (parsed === null) throw new Error('money() was given no amount');
      amount = BigInt(parsed);
      amounts.set(text, amount);
    }
    return amount;
  };
  return environment
    .registerFunction('money(string): int', money, SYNC)
    .registerFunction('min(int, int): int', (a: bigint, b: bigint) => (a < b ? a : b), SYNC)
    .registerFunction('max(int, int): int', (a: bigint, b: bigint) => (a > b ? a : b), SYNC)
    .registerFunction('list<int>.sum(): int', sum, SYNC)
    .registerFunction('Member.tier(string): string', tier, SYNC)
    .registerFunction('Member.balance(string): int', balance, SYNC)
    .registerFunction('Member.consent(string, string): bool', consent, SYNC)
    .registerFunction('Member.events(string): int', events, SYNC)
    .registerFunction('Purchases.perMonth(int): double', perMonth, SYNC);
}

const sum = (list: readonly bigint[]): bigint => list.reduce((total, one) => total + one, 0n);
const tier = (member: MemberView, set: string): string => member.tier(set);
const balance = (member: MemberView, currency: string): bigint => member.balance(currency);
const consent = (member: MemberView, purpose: string, channel: string): boolean =>
  member.consent(purpose, channel);
const events = (member: MemberView, type: string): bigint => member.events(type);
const perMonth = (purchases: PurchasesView, months: bigint): number => purchases.perMonth(months);
