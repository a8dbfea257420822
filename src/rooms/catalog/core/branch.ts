/** Levels of the product tree, the leaf included. A deeper or circular tree is cut off here. */
const DEPTH = 11;

/**
 * A category and all above it, nearest first. A circle of parents is cut where it closes, so
 * that a mistake in the catalogue never stops a purchase.
 */
export function branchOf(
  category: string,
  parentOf: (category: string) => string | null | undefined,
): string[] {
  const branch = [category];
  let above = parentOf(category);
  while (above !== null && above !== undefined && branch.length < DEPTH) {
    if (branch.includes(above)) break;
    branch.push(above);
    above = parentOf(above);
  }
  return branch;
}
