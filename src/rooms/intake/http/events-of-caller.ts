import { reject } from '../../../kernel/problem.ts';
import { permissionMissing } from '../../../platform/http/authentication.ts';
import type { Caller } from '../../../platform/http/caller.ts';
import { permissionOfType } from '../core/permission-of-type.ts';

/** What a caller is bound to; an event of such a caller carries it. */
const BONDS = ['store', 'touchpoint'] as const;
type Bond = (typeof BONDS)[number];

/**
 * The events as this caller may send them. Each needs the permission of its type: a key that may
 * send purchases cannot make points out of nothing by sending `points.credit` the same way. A
 * caller that is bound to a store or a touchpoint writes for that one only; where the event does
 * not say, it is filled in.
 * @throws {Rejection} 403 for the first that is not the caller's to send; nothing was taken in.
 */
export function eventsOfCaller(
  caller: Caller,
  events: readonly unknown[],
  bonds: readonly Bond[] = BONDS,
): unknown[] {
  if (caller.kind !== 'admin') for (const event of events) checkType(caller, event);
  if (bonds.every((bond) => caller[bond] === null)) return [...events];
  const place = (index: number) => (events.length > 1 ? `/${index}` : '');
  return events.map((event, index) => bound(caller, bonds, event, place(index)));
}

function checkType(caller: Caller, event: unknown): void {
  const type = (event as { type?: unknown } | null)?.type;
  if (typeof type !== 'string') return;
  const permission = permissionOfType(type);
  if (!caller.may(permission)) throw permissionMissing(caller, permission);
}

function bound(caller: Caller, bonds: readonly Bond[], event: unknown, path: string): unknown {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return event;
  const own: Record<string, unknown> = { ...event };
  for (const bond of bonds) {
    const mine = caller[bond];
    if (mine === null) continue;
    own[bond] ??= mine;
    if (own[bond] !== mine) throw foreign(bond, mine, path);
  }
  return own;
}

/** The refusal of what belongs to another store or touchpoint than the caller's. */
function foreign(bond: Bond, mine: string, path: string) {
  return reject(403, {
    code: bond === 'store' ? 'store_foreign' : 'touchpoint_foreign',
    path: `${path}/${bond}`,
    detail: `This key writes for the ${bond} ${mine} only.`,
    fix: `Leave "${bond}" out, or use a key of that ${bond}.`,
  });
}
