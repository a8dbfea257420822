import { calendarUntil, secondAt } from './calendar.ts';
import { exponential } from './distributions.ts';
import { enrol } from './enrolment.ts';
import type { DemoEvent } from './event.ts';
import { type Emit, live, type World } from './occasion.ts';
import { meet, nobody, type Person } from './person.ts';
import { Random } from './random.ts';

export type { DemoEvent } from './event.ts';

export interface HistoryOptions {
  /** Any 32-bit integer; 1 by default. The same options give the same events, byte for byte. */
  seed?: number;
  /** 1 to 9,999,999 (the phone numbers end there); 20,000 by default. */
  members?: number;
  /** The instant in ms at which the two years end. */
  until: number;
  /**
   * `time` (default): as a hub would have seen them, about 14 bytes of memory a member.
   * `member`: one member after the other, each in order of time, with hardly any memory.
   * Both give the same events.
   */
  order?: 'time' | 'member';
}

/**
 * The history of Harvest Market: everything its members did in the two years before `until`.
 * Streams; start again by calling it again.
 * @throws {RangeError} when an option is out of its range
 */
export function history(options: HistoryOptions): Iterable<DemoEvent> {
  const { seed = 1, members = 20_000, until, order = 'time' } = options;
  if (!Number.isInteger(members) || members < 1 || members > 9_999_999) {
    throw new RangeError('members must be an integer from 1 to 9,999,999');
  }
  if (!Number.isSafeInteger(until) || !Number.isInteger(seed)) {
    throw new RangeError('until must be an instant in ms, and seed an integer');
  }
  const world = { seed, members, calendar: calendarUntil(until) };
  return order === 'time' ? byTime(world) : byMember(world);
}

/** An event that waits for its turn. */
interface Waiting {
  second: number;
  member: number;
  event: DemoEvent;
}

function* byMember(world: World): Generator<DemoEvent> {
  const person = nobody();
  const { seconds } = world.calendar;
  let waiting: Waiting[] = [];
  const emit: Emit = (second, member, event) => {
    if (second < seconds) waiting.push({ second, member, event });
  };
  for (let number = 1; number <= world.members; number++) {
    waiting = [];
    meet(person, world.seed, number);
    const joined = joinTrade(world, number);
    enrol(world, person, secondAt(world.calendar, joined), emit);
    let trade = firstTrade(world, person, joined);
    for (let count = 0; secondAt(world.calendar, trade) < seconds; count++) {
      trade = live(world, person, count, trade, emit);
    }
    for (const { event } of waiting.sort(bySecond)) yield event;
  }
}

const hourSeconds = 3600;
const none = -1;

/**
 * Hour by hour. Each living member stands in the queue of the hour of the next occasion (a linked
 * list in typed arrays); an event that follows later, such as a return, waits in its own hour.
 */
function* byTime(world: World): Generator<DemoEvent> {
  const { seed, members, calendar } = world;
  const hourCount = calendar.trade.length - 1;
  const person = nobody();
  const nextTrade = new Float64Array(members + 1);
  const lived = new Uint16Array(members + 1);
  const behind = new Int32Array(members + 1).fill(none);
  const heads = new Int32Array(hourCount).fill(none);
  const later = new Map<number, Waiting[]>();
  const emit: Emit = (second, member, event) => {
    if (second >= calendar.seconds) return;
    const hour = Math.floor(second / hourSeconds);
    const queue = later.get(hour);
    if (queue === undefined) later.set(hour, [{ second, member, event }]);
    else queue.push({ second, member, event });
  };
  const queueUp = (member: number, trade: number): void => {
    const second = secondAt(calendar, trade);
    if (second >= calendar.seconds) return;
    const hour = Math.floor(second / hourSeconds);
    nextTrade[member] = trade;
    behind[member] = heads[hour]!;
    heads[hour] = member;
  };
  let newcomer = 1;
  let joined = joinTrade(world, newcomer);
  for (let hour = 0; hour < hourCount; hour++) {
    while (newcomer <= members && joined < calendar.trade[hour + 1]!) {
      meet(person, seed, newcomer);
      enrol(world, person, secondAt(calendar, joined), emit);
      queueUp(newcomer, firstTrade(world, person, joined));
      newcomer += 1;
      joined = joinTrade(world, newcomer);
    }
    // Whoever comes twice in the hour puts himself in front again, so this ends with the hour.
    for (let member = heads[hour]!; member !== none; member = heads[hour]!) {
      heads[hour] = behind[member]!;
      const count = lived[member]!;
      lived[member] = count + 1;
      meet(person, seed, member);
      queueUp(member, live(world, person, count, nextTrade[member]!, emit));
    }
    const now = later.get(hour);
    if (now === undefined) continue;
    later.delete(hour);
    for (const { event } of now.sort(bySecond)) yield event;
  }
}

/** Equal seconds stay in the order in which they were told, which is the member's own. */
function bySecond(a: Waiting, b: Waiting): number {
  return a.second - b.second || a.member - b.member;
}

const random = new Random();
const joinStream = 0xffff_fffe;
/** A quarter of all members carried their card over from the old scheme in the first weeks. */
const founders = 0.25;
const founding = 0.04;

/** When a member enrols, in trade time. It rises with the number, as card numbers do. */
function joinTrade({ seed, members, calendar }: World, number: number): number {
  const end = calendar.trade[calendar.trade.length - 1]!;
  random.seat(seed, number, joinStream);
  const share = (number - 1 + random.unit()) / members;
  return share < founders
    ? (share / founders) * founding * end
    : (founding + ((share - founders) / (1 - founders)) * (1 - founding)) * end;
}

/** When a member comes for the first time: with the enrolment, later, or never. */
function firstTrade({ seed }: World, person: Person, joined: number): number {
  if (person.atTill) return joined;
  if (person.idle) return Number.POSITIVE_INFINITY;
  random.seat(seed, person.number, firstStream);
  return joined + exponential(random, person.rate);
}

const firstStream = 0xffff_fffd;
