import { setTimeout as sleep } from 'node:timers/promises';
import { Rejection } from '../kernel/problem.ts';
import { StartFailure } from '../platform/start-failure.ts';
import { type EventSettings, normalizeEvent } from '../rooms/events/index.ts';
import type { Delivery, SubmitResult } from '../rooms/intake/index.ts';
import { type ApiClient, ApiRefusal } from './http-client.ts';

/** Waits before each new try while the hub is busy or away: a quarter of a minute in all. */
const WAITS_MS = [200, 500, 1_000, 2_000, 4_000, 8_000];
const BUSY = new Set([429, 503]);

/** Sends what an import read to a hub. A batch that is sent twice counts once. */
export function hubDelivery(api: ApiClient): Delivery {
  return {
    submit: async (inputs) => {
      const answer = await patiently(() => api.request('POST', '/v1/events?history=true', inputs));
      return readResults(answer, inputs.length);
    },
    putCatalog: async (target, entries) => {
      await putCatalog(api, `/v1/catalog/${target}`, entries);
    },
  };
}

/** Checks what an import read and changes nothing. */
export function dryDelivery(api: ApiClient, settings: EventSettings): Delivery {
  return {
    submit: async (inputs) =>
      inputs.map((input) => {
        const read = normalizeEvent(input, settings);
        if (!read.ok) return { status: 'refused', problems: read.problems };
        return { status: 'decided', changed: read.changed };
      }),
    putCatalog: async (target, entries) => {
      await putCatalog(api, `/v1/catalog/${target}?dryRun=true`, entries);
    },
  };
}

async function putCatalog(
  api: ApiClient,
  path: string,
  entries: readonly unknown[],
): Promise<void> {
  try {
    await patiently(() => api.request('PUT', path, entries));
  } catch (error) {
    if (error instanceof ApiRefusal) throw new Rejection(error.status, error.problems);
    throw error;
  }
}

/** A hub that is full or restarts is asked again, a few times. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (const wait of WAITS_MS) {
    try {
      return await ask();
    } catch (error) {
      const busy = error instanceof ApiRefusal && BUSY.has(error.status);
      const away = error instanceof StartFailure && error.code === 'hub_unreachable';
      if (!busy && !away) throw error;
      await sleep(wait);
    }
  }
  return ask();
}

interface HubResult {
  readonly answer?: {
    readonly status?: unknown;
    readonly duplicate?: unknown;
    readonly changed?: readonly string[];
  };
  readonly problems?: SubmitResult['problems'];
}

/** The hub's answers to a batch, in its order. */
function readResults(answer: unknown, count: number): SubmitResult[] {
  const { results } = answer as { results?: readonly HubResult[] };
  if (!Array.isArray(results) || results.length !== count) {
    throw new Error(`the hub answered ${results?.length ?? 'nothing'} for ${count} events`);
  }
  return results.map(({ answer: decided, problems }: HubResult): SubmitResult => {
    if (problems && problems.length > 0) return { status: 'refused', problems };
    if (decided?.duplicate === true) return { status: 'duplicate' };
    const status = decided?.status === 'parked' ? 'parked' : 'decided';
    return { status, ...(decided?.changed && { changed: decided.changed }) };
  });
}
