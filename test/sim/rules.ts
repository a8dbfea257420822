import type { Zone } from '../../src/kernel/time.ts';
import type { ProgramText, RuleText } from './programs.ts';
import { periodOf } from './terms.ts';

/** A line of a purchase as it is sent. */
export interface LineInput {
  line: string;
  quantity: number;
  gross: number;
  discount?: number;
  byReward?: number;
  voided?: boolean;
}

/** What a rule paid: the model keeps it with the purchase. */
export interface Award {
  rule: string;
  currency: string;
  points: number;
  perLine: number[];
  onReturn: 'all' | 'keep' | 'proportional';
}

export interface Earning {
  type: string;
  channel: string | null;
  lines: LineInput[];
  at: number;
  /** Whether the one scene holds at this event. */
  inScene(): boolean;
}

/** What the rules look at and count on: per limit, the period's first day and the amount. */
export interface Ground {
  program: ProgramText;
  zone: Zone;
  counted: Record<string, number>;
  /** What a rule with a budget got of what it would have paid; the hub's own word. */
  funded(rule: RuleText, wanted: number): number;
}

export const net = (line: LineInput) => line.gross - (line.discount ?? 0);

/** `value × num ÷ den` in whole numbers, so exact that nothing has to be proved. */
export function times(value: number, num: number, den: number, round = 'down'): number {
  const product = BigInt(value) * BigInt(num);
  const by = BigInt(den);
  const down = product / by - (product % by < 0n ? 1n : 0n);
  const rest = product - down * by;
  const up = round === 'up' ? rest > 0n : round === 'half-up' && rest * 2n >= by;
  return Number(down + (up ? 1n : 0n));
}

/** Shares a total out by weights, carrying what is left over from part to part. */
export function share(total: number, weights: number[]): number[] {
  const whole = weights.reduce((sum, one) => sum + one, 0);
  let before = 0;
  return weights.map((weight, index) => {
    if (whole === 0) return index === 0 ? total : 0;
    const from = times(total, before, whole);
    before += weight;
    return times(total, before, whole) - from;
  });
}

/** Lets the rules of a program pay for an event, lane after lane. Counts what limits count. */
export function awardsFor(ground: Ground, event: Earning): Award[] {
  const awards: Award[] = [];
  if (event.lines.length > 0 && event.lines.every((line) => line.voided)) return awards;
  for (const lane of ground.program.lanes) {
    const before = [...awards];
    const offers = ground.program.earning
      .filter((rule) => rule.lane === lane.id && rule.on === event.type)
      .filter((rule) => !rule.channels || rule.channels.includes(event.channel ?? ''))
      .filter((rule) => !rule.when || event.inScene())
      .map((rule) => ({ rule, ...offer(rule, event, before) }))
      .filter((one) => one.points > 0);
    if (lane.choose === 'best') offers.sort((a, b) => b.points - a.points);
    for (const one of offers) {
      // The best one that pays at all: what a limit leaves nothing of lets the next one in.
      if (lane.choose === 'best' && awards.length > before.length) break;
      const points = granted(ground, one.rule, one.currency, one.points, event.at);
      if (points === 0) continue;
      awards.push({
        rule: one.rule.id,
        currency: one.currency,
        points,
        perLine: points === one.points ? one.perLine : share(points, one.perLine),
        onReturn: one.rule.onReturn ?? 'proportional',
      });
    }
  }
  return awards;
}

type Offer = { currency: string; points: number; perLine: number[] };

function offer(rule: RuleText, { lines }: Earning, before: Award[]): Offer {
  if (rule.multiply) return multiplied(rule.multiply, before, lines);
  const { points: currency, per, amount = 1, each, round } = rule.earn ?? { points: '' };
  const alive = (line: LineInput, value: number) => (line.voided ? 0 : Math.max(0, value));
  if (!per) {
    const pieces = lines.map((line) => alive(line, amount * line.quantity));
    if (each === 'piece') return { currency, ...summed(pieces) };
    const money = lines.map((line) => alive(line, net(line)));
    const some = money.some((one) => one > 0);
    return {
      currency,
      points: amount,
      perLine: share(amount, some ? money : lines.map((line) => (line.voided ? 0 : 1))),
    };
  }
  const price = (line: LineInput) => (per.of === 'line.gross' ? line.gross : net(line));
  const money = lines.map((line) => alive(line, price(line) - (line.byReward ?? 0)));
  const step = Math.round(Number(per.spend) * 100);
  if (per.of !== 'basket.net') {
    return { currency, ...summed(money.map((one) => times(one, amount, step, round))) };
  }
  const points = times(
    money.reduce((sum, one) => sum + one, 0),
    amount,
    step,
    round,
  );
  return { currency, points, perLine: share(points, money) };
}

function multiplied(
  by: { by: string; points: string },
  before: Award[],
  lines: LineInput[],
): Offer {
  const [num, den] = by.by.split('/').map(Number) as [number, number];
  const sums = new Array<number>(lines.length).fill(0);
  for (const award of before) {
    if (award.currency !== by.points) continue;
    award.perLine.forEach((points, index) => {
      if (!lines[index]?.voided) sums[index] = sums[index]! + points;
    });
  }
  const points = times(
    sums.reduce((sum, one) => sum + one, 0),
    num - den,
    den,
  );
  return { currency: by.points, points, perLine: share(points, sums) };
}

function summed(perLine: number[]): { points: number; perLine: number[] } {
  return { points: perLine.reduce((sum, one) => sum + one, 0), perLine };
}

/** What limits, caps and the budget leave of an offer. */
function granted(
  ground: Ground,
  rule: RuleText,
  currency: string,
  points: number,
  at: number,
): number {
  const { counted, zone, program } = ground;
  let left = points;
  const uses: [key: string, amount: (paid: number) => number][] = [];
  const within = (name: string, per: 'P1W' | 'P1M', most: number, what: 'points' | 'times') => {
    const key = `${name}:${what}:${per}@${periodOf(zone, per, at)}`;
    const room = Math.max(0, most - (counted[key] ?? 0));
    left = what === 'points' ? Math.min(left, room) : room > 0 ? left : 0;
    uses.push([key, (paid) => (what === 'points' ? paid : 1)]);
  };
  for (const limit of rule.limits?.perMember ?? []) {
    if ('points' in limit) within(rule.id, limit.per, limit.points, 'points');
    else within(rule.id, limit.per, limit.times, 'times');
  }
  for (const cap of program.points[currency]?.caps ?? []) {
    within(`cap ${currency}`, cap.per, cap.points, 'points');
  }
  const paid = rule.budget && left > 0 ? ground.funded(rule, left) : left;
  if (paid > 0) for (const [key, amount] of uses) counted[key] = (counted[key] ?? 0) + amount(paid);
  return paid;
}
