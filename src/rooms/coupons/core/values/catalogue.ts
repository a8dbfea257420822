import { amountOff } from './amount-off.ts';
import { fixedPrice } from './fixed-price.ts';
import { freeDelivery } from './free-delivery.ts';
import { gift } from './gift.ts';
import { percentOff } from './percent-off.ts';
import { privilege } from './privilege.ts';
import type { Value } from './value.ts';

/** Everything a coupon may give. A new one is a file and a line here. */
export const VALUES: readonly Value[] = [
  amountOff,
  percentOff,
  fixedPrice,
  gift,
  freeDelivery,
  privilege,
];

/** The kind of an argument that fits the schema. */
export function kindOf(take: Readonly<Record<string, unknown>>): Value {
  const value = VALUES.find((one) => one.fits(take));
  if (!value) throw new RangeError(`no value fits ${Object.keys(take).join(', ')}`);
  return value;
}
