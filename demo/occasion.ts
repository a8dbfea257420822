import { fillBasket } from './basket.ts';
import { type Calendar, dayAt, isoAt, secondAt } from './calendar.ts';
import { exponential } from './distributions.ts';
import type { DemoEvent, Line, Purchase } from './event.ts';
import { giveBacks } from './give-back.ts';
import type { Person } from './person.ts';
import { doorOf, type Place, placeOf } from './place.ts';
import { Random } from './random.ts';
import { touchpointAt } from './touchpoints.ts';

export interface World {
  seed: number;
  members: number;
  calendar: Calendar;
}

/** Takes an event and the second since the start at which it happens. */
export type Emit = (second: number, member: number, event: DemoEvent) => void;

const random = new Random();
const daySeconds = 86_400;
const freeShippingFrom = 9_900;
const shippingFee = 600;

/** The card number printed for a member. */
export function cardOf(number: number): string {
  return `HM${String(number).padStart(8, '0')}`;
}

/**
 * Lives the occasion `count` (0 is the first) of a member at a trade time: a purchase or a
 * check-in, and all that follows from it later. Gives the trade time of the next one, infinite when
 * the member is lost. Nothing is remembered in between: a million members need little room.
 */
export function live(
  world: World,
  person: Person,
  count: number,
  trade: number,
  emit: Emit,
): number {
  random.seat(world.seed, person.number, count + 1);
  const second = secondAt(world.calendar, trade);
  let lost = false;
  if (count > 0 && random.chance(person.visits)) {
    checkIn(world, person, count, second, emit);
  } else {
    const delay = count === 0 && person.atTill ? queueing(random) : 0;
    purchase(world, person, count, second + delay, emit);
    lost = random.chance(person.dropout);
  }
  if (count === person.referral) referral(world, person, second + 3600, emit);
  if (count === person.council) joinCouncil(world, person, second + 7200, emit);
  const rate = person.rate / (1 - person.visits);
  return lost ? Number.POSITIVE_INFINITY : trade + exponential(random, rate);
}

/** Where the first purchase will be: whoever enrols at the till enrols there. */
export function firstPlace({ seed, calendar }: World, person: Person, second: number): Place {
  random.seat(seed, person.number, 1);
  return placeOf(random, person, calendar, second + queueing(random));
}

/** Seconds between the card and the first purchase at the till. */
function queueing(random: Random): number {
  return random.between(60, 300);
}

function purchase(world: World, person: Person, count: number, second: number, emit: Emit): void {
  const { calendar, seed } = world;
  const place = placeOf(random, person, calendar, second);
  const day = dayAt(calendar, second);
  const lines = fillBasket(random, person, {
    seed,
    progress: second / calendar.seconds,
    week: day.week,
    offers: day.offers,
    factors: day.factors,
  });
  const id = idOf(place.store, world, person.number, count, second);
  const data: Purchase['data'] =
    place.channel === 'store'
      ? { receipt: id, currency: 'CNY', lines }
      : { currency: 'CNY', lines, shipping: shippingFor(lines) };
  emit(second, person.number, {
    source: place.source,
    id,
    type: 'purchase',
    member: { card: cardOf(person.number) },
    happenedAt: isoAt(calendar, second),
    channel: place.channel,
    store: place.store,
    touchpoint: touchpointAt(place, second, 'till'),
    data,
  });
  let number = 0;
  for (const { days, lines: given, reason } of giveBacks(random, lines)) {
    number += 1;
    const back = openHourOn(calendar, second, days);
    const where = place.channel !== 'store' && random.chance(0.7) ? place : doorOf(random, person);
    emit(back, person.number, {
      source: where.source,
      id: `${id}-R${number}`,
      type: 'return',
      member: { card: cardOf(person.number) },
      happenedAt: isoAt(calendar, back),
      channel: where.channel,
      store: where.store,
      touchpoint: touchpointAt(where, back, 'till'),
      data: { purchase: { source: place.source, id }, lines: given, reason },
    });
  }
}

/** A check-in in the shop or the app; one in five starts a few days in a row. */
function checkIn(world: World, person: Person, count: number, second: number, emit: Emit): void {
  const place = placeOf(random, person, world.calendar, second);
  const days = random.chance(0.2) ? random.between(2, 6) : 1;
  for (let day = 0; day < days; day++) {
    const at = day === 0 ? second : openHourOn(world.calendar, second, day);
    emit(at, person.number, {
      ...eventAt(world, person, at, place, place.source),
      id: `V-${idOf(place.store, world, person.number, count, at)}`,
      type: 'visit',
      touchpoint: touchpointAt(place, at, 'door'),
      data: {},
    });
  }
}

function referral(world: World, person: Person, second: number, emit: Emit): void {
  const place = placeOf(random, person, world.calendar, second);
  emit(second, person.number, {
    ...eventAt(world, person, second, place, 'demo'),
    id: `referral-${person.number}`,
    type: 'referral.completed',
    data: {},
  });
}

function joinCouncil(world: World, person: Person, second: number, emit: Emit): void {
  const place = placeOf(random, person, world.calendar, second);
  emit(second, person.number, {
    ...eventAt(world, person, second, place, 'demo'),
    id: `council-${person.number}`,
    type: 'member.updated',
    data: { tags: ['council'] },
  });
}

function eventAt(
  { calendar }: World,
  person: Person,
  second: number,
  place: Place,
  source: string,
): Pick<DemoEvent, 'source' | 'happenedAt' | 'channel' | 'store' | 'touchpoint'> & {
  member: { card: string };
} {
  return {
    source,
    member: { card: cardOf(person.number) },
    happenedAt: isoAt(calendar, second),
    channel: place.channel,
    store: place.store,
    touchpoint: touchpointAt(place, second, 'till'),
  };
}

/** `S001-20260103-000123-7`: store, day, member and occasion, hence unique in any order. */
function idOf(
  store: string,
  { calendar }: World,
  member: number,
  count: number,
  second: number,
): string {
  const number = String(member).padStart(6, '0');
  return `${store}-${dayAt(calendar, second).compact}-${number}-${count + 1}`;
}

/** A second between ten and twenty o'clock, some days after another one. */
function openHourOn({ lead }: Calendar, second: number, days: number): number {
  const midnight = Math.floor((second + lead) / daySeconds) * daySeconds - lead;
  return midnight + days * daySeconds + random.between(10 * 3600, 20 * 3600);
}

function shippingFor(lines: readonly Line[]): number {
  let net = 0;
  for (const { gross, discount } of lines) net += gross - discount;
  return net < freeShippingFrom ? shippingFee : 0;
}
