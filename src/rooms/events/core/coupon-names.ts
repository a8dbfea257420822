import { isClean, type Loose } from '../../../kernel/input/fields.ts';
import { type ProblemList, pointer, quoted } from '../../../kernel/input/problem-list.ts';

/** Coupons that may be presented for one basket. */
const NAMES_MOST = 50;
/** What a scanner gives may be a whole signed coupon. */
const NAME_CHARACTERS = 500;

/** The names under which coupons are presented: codes, scans, ids. */
export function readCouponNames(out: ProblemList, value: unknown, path: string): string[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > NAMES_MOST) {
    const fix = `Send 1 to ${NAMES_MOST} codes or ids of coupons in a list.`;
    out.add('not_a_list', path, 'This is no list of coupons.', fix);
    return [];
  }
  return value.map((name, index) => checkName(out, name, pointer(path, index)));
}

/** The name of one coupon: its code, what was scanned, or its id. */
export function readCouponName(out: ProblemList, from: Loose, key: string, path: string): string {
  return checkName(out, from[key], pointer(path, key));
}

function checkName(out: ProblemList, name: unknown, path: string): string {
  const told = typeof name === 'string' && name.length > 0 && name.length <= NAME_CHARACTERS;
  if (told && isClean(name)) return name;
  const fix = `Send the code or the id of a coupon, 1 to ${NAME_CHARACTERS} characters.`;
  out.add('coupon_unreadable', path, `${quoted(name)} names no coupon.`, fix);
  return '';
}
