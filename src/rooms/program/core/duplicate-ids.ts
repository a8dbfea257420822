import type { Problem } from '../../../kernel/problem.ts';

/**
 * What stands under an id that an earlier item of the list has already.
 *
 * @param what the items' noun, such as `coupon`.
 * @param path JSON pointer of the list.
 * @param key the field that names an item.
 */
export function duplicateIds(
  items: readonly { readonly id?: string; readonly set?: string }[],
  what: string,
  path: string,
  key: 'id' | 'set' = 'id',
): Problem[] {
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const id = item[key] ?? '';
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [
      {
        code: 'duplicate_id',
        path: `${path}/${index}/${key}`,
        detail: `There is already a ${what} "${id}".`,
        fix: 'Give it another id.',
      },
    ];
  });
}
