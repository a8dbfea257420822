import { isoAt } from './calendar.ts';
import type { Enrolment } from './event.ts';
import { cardOf, type Emit, firstPlace, type World } from './occasion.ts';
import type { Person } from './person.ts';
import { screenOf } from './place.ts';
import { Random } from './random.ts';
import { doors } from './stores.ts';
import { touchpointAt } from './touchpoints.ts';

const random = new Random();
const ageBands = ['18-24', '25-34', '35-44', '45-54', '55-64', '65+'];
/** Kept apart from the occasions, whose streams count up from 1. */
const enrolmentStream = 0xffff_ffff;

/** Emits the enrolment of `person` at a second since the start. */
export function enrol(world: World, person: Person, second: number, emit: Emit): void {
  const { calendar, seed } = world;
  const number = person.number;
  random.seat(seed, number, enrolmentStream);
  const place = person.atTill ? firstPlace(world, person, second) : screenOf(random, person);
  const member: Enrolment['member'] = { card: cardOf(number), phone: phoneOf(number) };
  if (random.chance(0.35)) member.email = `m${number}@example.com`;
  const attributes: Record<string, string> = {};
  if (random.chance(0.7)) attributes.birthday = birthday(random);
  attributes.homeStore = doors[person.home]!.id;
  attributes.ageBand = ageBands[random.below(ageBands.length)]!;
  attributes.lang = random.chance(0.92) ? 'zh' : 'en';
  const data: Enrolment['data'] = { attributes };
  if (random.chance(0.006)) data.tags = ['staff'];
  emit(second, number, {
    source: 'demo',
    id: `enrol-${number}`,
    type: 'member.enrolled',
    member,
    happenedAt: isoAt(calendar, second),
    channel: place.channel,
    store: place.store,
    touchpoint: touchpointAt(place, second, 'till'),
    data,
  });
}

/** `MM-DD`; the leap day has its children too. */
function birthday(random: Random): string {
  return new Date(Date.UTC(2024, 0, 1 + random.below(366))).toISOString().slice(5, 10);
}

/** A well-formed Chinese mobile number out of one block: 199 0 and the member's number. */
function phoneOf(number: number): string {
  return `+861990${String(number).padStart(7, '0')}`;
}
