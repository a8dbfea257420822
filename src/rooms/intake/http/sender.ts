import type { FastifyRequest } from 'fastify';
import { permissionMissing } from '../../../platform/http/authentication.ts';
import { actorOf } from '../../../platform/http/caller.ts';
import type { Sender } from '../../catalog/index.ts';

/**
 * Whose events a request brings: those of a key's touchpoint, of the hub's own people, or with
 * `?history=true` old ones. A key that is bound to a touchpoint or a store has no history to tell.
 * @throws {Rejection} 403 for a history from a caller who may not import.
 */
export function senderOf({ caller, query }: FastifyRequest): Sender {
  const { kind, touchpoint, store } = caller;
  const by = actorOf(caller);
  const free = touchpoint === null && store === null;
  if (free && String((query as { history?: unknown }).history) === 'true') {
    if (!caller.may('events.import')) throw permissionMissing(caller, 'events.import');
    return { touchpoint, store, as: 'history', by };
  }
  const machine = kind === 'key' || kind === 'member';
  return { touchpoint, store, as: machine ? 'key' : 'desk', by };
}
