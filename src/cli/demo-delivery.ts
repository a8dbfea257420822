import { type DemoDoor, type DemoSummary, historyEnd, hubInUse, takeIn } from '../app/demo.ts';
import { systemClock } from '../platform/clock.ts';
import type { DemoRun } from './demo.ts';
import type { ApiClient } from './http-client.ts';
import { hubDelivery } from './import-delivery.ts';

/**
 * Sends the demo to a hub that runs, as a till would. The hub keeps no note of it: what is stopped
 * half-way stays so.
 * @throws {Rejection} 409 for a hub in use.
 */
export async function sendDemo(api: ApiClient, run: DemoRun): Promise<DemoSummary> {
  const { program, members, events } = (await api.request('GET', '/v1/status')) as {
    program: object | null;
    members: number;
    events: number;
  };
  if (program !== null || members + events > 0) throw hubInUse();
  return takeIn({
    ...run,
    door: apiDoor(api),
    clock: systemClock,
    until: historyEnd(systemClock),
    position: 0,
    refused: 0,
    save: async () => {},
  });
}

function apiDoor(api: ApiClient): DemoDoor {
  const delivery = hubDelivery(api);
  return {
    publish: async (text) => {
      const note = 'The demo retailer';
      await api.request('PUT', '/v1/program', { text, format: 'yaml', note, expectVersion: 0 });
    },
    putCatalog: async (kind, entries) => {
      await api.request('PUT', `/v1/catalog/${kind}`, entries);
    },
    submit: async (events) => {
      const results = await delivery.submit(events);
      const refused = results.filter(({ status }) => status === 'refused').length;
      const duplicates = results.filter(({ status }) => status === 'duplicate').length;
      return { accepted: results.length - refused - duplicates, duplicates, refused };
    },
  };
}
