import { type Calendar, dayAt, doorHours, hourAt, onlineHours } from './calendar.ts';
import type { Channel } from './event.ts';
import type { Person } from './person.ts';
import type { Random } from './random.ts';
import { doors } from './stores.ts';

/** Where something happens: the event's source, channel and store. */
export interface Place {
  source: string;
  channel: Channel;
  store: string;
}

const atDoors: readonly Place[] = doors.map(({ id }) => ({
  source: `pos-${id}`,
  channel: 'store',
  store: id,
}));

const atScreens: Readonly<Record<'app' | 'web' | 'mini', Place>> = {
  app: { source: 'app', channel: 'app', store: 'E001' },
  web: { source: 'web', channel: 'web', store: 'E002' },
  mini: { source: 'mini', channel: 'mini', store: 'E003' },
};

const ways = ['app', 'web', 'mini'] as const;

/** The other doors of each door's city. */
const neighbours: readonly (readonly number[])[] = doors.map((door) =>
  doors.flatMap((other, index) => (other.city === door.city && other !== door ? [index] : [])),
);

/** Where a member shops at this second: by habit, hour, festival and the trend of the years. */
export function placeOf(random: Random, person: Person, calendar: Calendar, second: number): Place {
  const hour = hourAt(calendar, second);
  const trend = 0.8 + (0.4 * second) / calendar.seconds;
  const screen = person.online * onlineHours[hour]! * dayAt(calendar, second).online * trend;
  const door = (1 - person.online) * doorHours[hour]!;
  return random.chance(screen / (screen + door))
    ? screenOf(random, person)
    : doorOf(random, person);
}

/** The member's usual way online, four times in five. */
export function screenOf(random: Random, person: Person): Place {
  return atScreens[random.chance(0.8) ? person.way : ways[random.below(3)]!];
}

/** Mostly the home store, else one in the same city, seldom one far away. */
export function doorOf(random: Random, person: Person): Place {
  const unit = random.unit();
  const near = neighbours[person.home]!;
  if (unit < 0.78) return atDoors[person.home]!;
  if (unit < 0.95 && near.length > 0) return atDoors[near[random.below(near.length)]!]!;
  return atDoors[random.below(atDoors.length)]!;
}
