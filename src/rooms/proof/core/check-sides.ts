import type { Report } from './difference.ts';
import type { MemberHistory } from './history.ts';
import { firstDifference } from './same.ts';
import { SIDES } from './sides/catalogue.ts';
import { eachEffect } from './sides/side.ts';

/** What is kept beside the events of a member is what they say, in each table, row by row. */
export function checkSides(history: MemberHistory, report: Report): void {
  for (const side of SIDES) {
    const { table } = side;
    const expected = side.expected(history);
    const found = history.sides.get(table) ?? new Map();
    for (const [key, row] of expected) {
      const has = found.get(key);
      if (!has) {
        report(table, key, row, 'no row');
        continue;
      }
      const known = Object.fromEntries(Object.keys(row).map((name) => [name, has[name]]));
      const wrong = firstDifference(row, known);
      if (wrong) report(table, `${key}${wrong.path}`, wrong.a, wrong.b);
    }
    for (const [key, row] of found) if (!expected.has(key)) report(table, key, 'no row', row);
  }
  checkStatus(history, report);
}

const PROVED: ReadonlySet<string> = new Set(['active', 'left', 'erased']);

/** A member has left when the last that was said is so; who is blocked is for others to say. */
function checkStatus({ member, events }: MemberHistory, report: Report): void {
  if (!PROVED.has(member?.status ?? '')) return;
  let status = 'active';
  eachEffect(events, ({ room, kind }) => {
    if (room !== 'leaving') return;
    if (kind === 'left') status = 'left';
    if (kind === 'came-back') status = 'active';
    if (kind === 'erased') status = 'erased';
  });
  if (status !== member?.status) report('members', 'status', status, member?.status);
}
