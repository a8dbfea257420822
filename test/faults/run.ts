import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '../../demo/random.ts';
import { Client, type Heard } from './client.ts';
import { countBooks } from './count.ts';
import { Hub } from './hub.ts';

export interface FaultPlan {
  seed: number;
  kills: number;
  clients: number;
  /** Between two kills, milliseconds. */
  pause: { least: number; most: number };
  log: (line: string) => void;
}

export interface FaultReport {
  killedNode: number;
  killedPostgres: number;
  retries: number;
  sent: number;
  accepted: number;
  refused: number;
  points: number;
  problems: string[];
}

const PROGRAM = {
  program: 'faults',
  timezone: 'UTC',
  currency: 'EUR',
  points: { star: { expiry: 'never' } },
  earning: [
    {
      id: 'base',
      on: 'purchase',
      earn: { points: 'star', per: { spend: '1.00', of: 'line.net' } },
    },
  ],
};

/** Runs a hub under load while its processes are killed, then counts everything. */
export async function runFaults(plan: FaultPlan): Promise<FaultReport> {
  const hub = new Hub();
  try {
    await hub.start();
    await publish(hub);
    const clients = Array.from(
      { length: plan.clients },
      (_, number) => new Client(hub, plan.seed, number),
    );
    let over = false;
    const working = clients.map((client) => client.work(() => over));
    const killed = await kill(hub, plan).catch((error: unknown) => {
      for (const client of clients) client.abandon();
      throw error;
    });
    over = true;
    await Promise.all(working);
    return await judge(hub, clients, killed);
  } finally {
    await hub.stop();
    hub.remove();
  }
}

async function publish(hub: Hub): Promise<void> {
  const response = await fetch(`${hub.url}/v1/program`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${hub.key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ document: PROGRAM }),
  });
  if (!response.ok) throw new Error(`the program was refused: ${await response.text()}`);
}

/** Kills Node or PostgreSQL at moments drawn from the seed; a dead hub is started again. */
async function kill(hub: Hub, plan: FaultPlan): Promise<{ node: number; postgres: number }> {
  const random = new Random().seat(plan.seed, 0, 9);
  const killed = { node: 0, postgres: 0 };
  for (let done = 0; done < plan.kills; ) {
    await sleep(random.between(plan.pause.least, plan.pause.most));
    const postgres = done % 2 === 1 || random.chance(0.3);
    if (postgres) {
      if (!hub.killPostgres()) continue;
      killed.postgres += 1;
      // Sometimes both die, the hub while its server comes back.
      if (random.chance(0.3)) await sleep(random.below(400));
      else {
        done += 1;
        plan.log(`${done} of ${plan.kills}: PostgreSQL`);
        continue;
      }
    }
    await hub.killNode();
    killed.node += 1;
    done += 1;
    plan.log(`${done} of ${plan.kills}: ${postgres ? 'PostgreSQL and Node' : 'Node'}`);
    await hub.start();
  }
  await sleep(plan.pause.most);
  return killed;
}

async function judge(
  hub: Hub,
  clients: readonly Client[],
  killed: { node: number; postgres: number },
): Promise<FaultReport> {
  const heard = new Map<string, Heard>(clients.flatMap((client) => [...client.heard]));
  const problems = clients.flatMap((client) => client.problems);
  const verified = await hub.run('verify', '--json');
  if (verified.code !== 0) problems.push(`hachi verify: ${verified.said.slice(0, 1_000)}`);
  await hub.stop();
  const { counted, problems: differences } = await countBooks(hub.folder, heard);
  problems.push(...differences);
  const all = [...heard.values()];
  const accepted = all.filter(({ status }) => status === 200);
  const points = accepted.reduce((sum, one) => sum + one.points, 0);
  const equal = (what: string, is: number, should: number) => {
    if (is !== should) problems.push(`${what}: ${is} in the database, ${should} by the answers`);
  };
  equal('events', counted.events, accepted.length);
  equal('events that are there twice', counted.twice, 0);
  equal('keys', counted.keys, accepted.length);
  equal('points by entries', counted.points, points);
  equal('points by states', counted.inStates, points);
  const odd = all.filter(({ code }) => code !== null && code !== 'points_insufficient');
  for (const { code } of odd) problems.push(`an event was refused: ${code}`);
  return {
    killedNode: killed.node,
    killedPostgres: killed.postgres,
    retries: clients.reduce((sum, client) => sum + client.retries, 0),
    sent: all.reduce((sum, { times }) => sum + times, 0),
    accepted: accepted.length,
    refused: all.length - accepted.length,
    points,
    problems,
  };
}
