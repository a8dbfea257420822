import { permissionMissing } from '../../../platform/http/authentication.ts';
import type { Caller } from '../../../platform/http/caller.ts';
import { permissionOfType } from '../core/permission-of-type.ts';

/**
 * Whether the caller may send these events, each by its type: a key that may send purchases cannot
 * make points out of nothing by sending `points.credit` the same way.
 * @throws {Rejection} 403 for the first that needs more; nothing was taken in.
 */
export function mayWrite(caller: Caller, events: readonly unknown[]): void {
  if (caller.kind === 'admin') return;
  for (const event of events) {
    const type = (event as { type?: unknown } | null)?.type;
    if (typeof type !== 'string') continue;
    const permission = permissionOfType(type);
    if (!caller.may(permission)) throw permissionMissing(caller, permission);
  }
}
