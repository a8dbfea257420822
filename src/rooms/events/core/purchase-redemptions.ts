import { checkText, type Loose } from '../../../kernel/input/fields.ts';
import { type ProblemList, pointer } from '../../../kernel/input/problem-list.ts';

/** Redemptions that one purchase may use. */
const MOST = 10;

/** Discounts that were set aside and pay a part of a purchase, each named once; null for none. */
export function readRedemptions(
  out: ProblemList,
  from: Loose,
  path: string,
): readonly string[] | null {
  const value = from.redemptions;
  if (value === undefined || value === null) return null;
  const at = pointer(path, 'redemptions');
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST) {
    const fix = `Send 1 to ${MOST} ids of redemptions in a list.`;
    out.add('not_a_list', at, 'This is no list of redemptions.', fix);
    return null;
  }
  return value.filter((name, index) => checkText(out, name, at, index));
}
