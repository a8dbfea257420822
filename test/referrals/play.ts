import type { Arrival, Crowd, Signals } from './arrival.ts';
import { SignalTable } from './signal-table.ts';
import { DAY } from './street.ts';
import { FULL, termsOf, World } from './world.ts';

/** What became of one arrival. */
export interface Ending {
  readonly arrival: Arrival;
  readonly outcome: 'allowed' | 'held' | 'refused';
  readonly reasons: readonly string[];
}

interface Moment {
  readonly at: number;
  readonly arrival: Arrival;
  readonly happens: 'comes' | 'buys' | 'matures';
}

/** Lets a crowd come, buy, and wait for the return window, each in its time. */
export function play({ residents, arrivals }: Crowd): Ending[] {
  const world = new World(termsOf({ ...FULL, bind: { within: 'P365D' } }));
  const table = new SignalTable();
  world.look = (member) => table.look(member);
  for (const { member, at, signals, reach } of residents) {
    table.see(member, at, null, known(signals, false));
    if (reach) world.reaches.set(member, reach);
    world.joined.set(member, at);
  }
  const refused = new Map<Arrival, string[]>();
  for (const { at, arrival, happens } of moments(arrivals)) {
    const { friend, advocate, signals } = arrival;
    world.now = at;
    world.settle(friend);
    if (happens === 'comes') {
      table.see(friend, at, friend === advocate ? null : advocate, known(signals, false));
      const { openedAt, human } = arrival;
      const done = world.join(friend, advocate, { openedAt, human });
      if (!done.ok) refused.set(arrival, [done.refusal.code]);
    } else if (happens === 'buys' && !refused.has(arrival)) {
      table.see(friend, at, advocate, known(signals, true));
      world.buy(friend, `till/${friend}`);
    }
  }
  return arrivals.map((arrival) => endingOf(world, arrival, refused.get(arrival)));
}

/** The purse is known only when it pays, all the rest from enrolment. */
function known({ payment, ...rest }: Signals, paying: boolean): Signals {
  return paying && payment !== undefined ? { ...rest, payment } : rest;
}

function moments(arrivals: readonly Arrival[]): Moment[] {
  const all = arrivals.flatMap((arrival): Moment[] => {
    const { at, boughtAt } = arrival;
    const came: Moment = { at, arrival, happens: 'comes' };
    if (boughtAt === null) return [came];
    const matures = boughtAt + 8 * DAY;
    return [
      came,
      { at: boughtAt, arrival, happens: 'buys' },
      { at: matures, arrival, happens: 'matures' },
    ];
  });
  return all.sort((one, other) => one.at - other.at);
}

function endingOf(world: World, arrival: Arrival, refused: string[] | undefined): Ending {
  if (refused) return { arrival, outcome: 'refused', reasons: refused };
  const friend = world.slices.get(arrival.friend)?.friend;
  const reasons = Object.keys(friend?.noted ?? {});
  if (friend?.state === 'refused') return { arrival, outcome: 'refused', reasons };
  return { arrival, outcome: friend?.held ? 'held' : 'allowed', reasons };
}
