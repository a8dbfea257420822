import type { EventRow } from './books.ts';
import { Violation } from './violation.ts';

/** Events that have a row of each of two members. */
const PASSES = new Set(['points.transfer', 'coupon.transfer']);

/** What becomes of rows on their way. */
export interface Replaying {
  giverOf(id: string): string;
  apply(row: EventRow, card: string): void;
  /** The row of the member who receives; the giver's is applied. */
  mirrored(row: EventRow): void;
}

/** Goes through rows in an order that each member's own numbers allow. @throws {Violation} */
export function replay(
  rows: readonly EventRow[],
  cards: ReadonlyMap<number, string>,
  { giverOf, apply, mirrored }: Replaying,
): void {
  const queues = new Map<number, EventRow[]>();
  for (const row of rows) {
    const queue = queues.get(row.memberId);
    if (queue) queue.push(row);
    else queues.set(row.memberId, [row]);
  }
  for (let left = rows.length; left > 0; ) {
    const before = left;
    for (const [memberId, queue] of queues) {
      const [row] = queue;
      if (!row) continue;
      if (!PASSES.has(row.type)) {
        queue.shift();
        apply(row, cards.get(memberId)!);
        left -= 1;
        continue;
      }
      const other = [...queues].find(([id, list]) => id !== memberId && list[0]?.id === row.id);
      if (!other) continue;
      queue.shift();
      const received = other[1].shift()!;
      const giver = giverOf(row.id);
      const gives = cards.get(memberId) === giver;
      mirrored(gives ? received : row);
      left -= 2;
      apply(gives ? row : received, giver);
    }
    if (left === before) throw new Violation(null, 'transfers have no order');
  }
}
