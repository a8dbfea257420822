import type { Sketch } from './sketch.ts';

/** Members of one block: a device in a shop is everybody's, and names nobody. */
export const BLOCK_MOST = 40;

/** The keys under which a sketch lies: only who shares one is ever compared. */
export function blockKeys(sketch: Sketch): string[] {
  const keys = sketch.marks.map(({ kind, token }) => `${kind} ${token}`);
  const { givenToken, surnameToken, birthday, addressToken } = sketch;
  if (birthday) {
    const [year, month, day] = birthday;
    const [low, high] = month < day ? [month, day] : [day, month];
    const date = `${year} ${low} ${high}`;
    if (surnameToken !== 0) keys.push(`born ${surnameToken} ${date}`);
    if (givenToken !== 0) keys.push(`born ${givenToken} ${date}`);
  }
  if (addressToken !== 0 && givenToken !== 0) keys.push(`home ${addressToken} ${givenToken}`);
  return keys;
}

/**
 * All pairs that share a block, each once, the lower id first. Never all pairs: a block with too
 * many in it is passed over.
 */
export function* pairsOf(sketches: Iterable<Sketch>): Generator<readonly [Sketch, Sketch]> {
  const blocks = new Map<string, Sketch[]>();
  for (const sketch of sketches) {
    for (const key of blockKeys(sketch)) {
      const block = blocks.get(key);
      if (block) block.push(sketch);
      else blocks.set(key, [sketch]);
    }
  }
  const seen = new Set<string>();
  for (const block of blocks.values()) {
    if (block.length < 2 || block.length > BLOCK_MOST) continue;
    for (const [index, one] of block.entries()) {
      for (const other of block.slice(index + 1)) {
        const [low, high] = one.id < other.id ? [one, other] : [other, one];
        const name = `${low.id} ${high.id}`;
        if (low.id === high.id || seen.has(name)) continue;
        seen.add(name);
        yield [low, high];
      }
    }
  }
}
