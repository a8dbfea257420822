import Type, { type TSchema } from 'typebox';
import { basket } from './basket.ts';
import { brands } from './brands.ts';
import { categories } from './categories.ts';
import { channels } from './channels.ts';
import type { Condition } from './condition.ts';
import { during } from './during.ts';
import { hours } from './hours.ts';
import { products } from './products.ts';
import { stores } from './stores.ts';
import { tiers } from './tiers.ts';
import { weekdays } from './weekdays.ts';
import { when } from './when.ts';
import { yearly } from './yearly.ts';

/**
 * Every condition a rule may have, cheapest question first. A new one is a file and a line here.
 */
export const CONDITIONS: readonly Condition[] = [
  during,
  yearly,
  weekdays,
  hours,
  channels,
  stores,
  tiers,
  basket,
  categories,
  products,
  brands,
  when,
];

/** The conditions as optional properties of a rule's schema. */
export function conditionProperties(): Record<string, TSchema> {
  return Object.fromEntries(
    CONDITIONS.map((condition) => [
      condition.code,
      Type.Optional(Type.Unsafe({ ...condition.args, description: condition.summary })),
    ]),
  );
}
