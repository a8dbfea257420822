import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type DemoEvent, history } from '../../../demo/history.ts';
import { testDatabase } from '../../../test/database.ts';
import { testVault } from '../../../test/vault.ts';
import { formatInstant, type Instant } from '../../kernel/time.ts';
import { TurnedClock } from '../../platform/clock.ts';
import type { Pool } from '../../platform/db/pool.ts';
import { SECTIONS } from '../../sections.ts';
import { Catalog } from '../catalog/index.ts';
import { compileProgram, type Program } from '../engine/index.ts';
import { Intake, settleDue } from '../intake/index.ts';
import { createExpressions, createProgram, type ProgramService } from '../program/index.ts';

/** The demo's two years end here. */
const UNTIL = Date.parse('2026-11-22T00:00:00+08:00');
/** Some of what happens reaches the hub at once, some in a heap. */
const HEAP = 20;

type Input = Record<string, unknown>;

/** A hub with a varied history in it: everything that members can do, under several programs. */
export interface TestHub {
  readonly pool: Pool;
  readonly program: ProgramService<Program>;
  /** Events by the code of their refusal; `ok` for those that were decided. */
  readonly tally: Readonly<Record<string, number>>;
  readonly drop: () => Promise<void>;
}

/** The demo program, with what the demo leaves out: waiting, sliding and overdrawn points. */
function programDocument(): Input {
  const document = parse(
    readFileSync(new URL('../../../demo/program.yaml', import.meta.url), 'utf8'),
  );
  document.points.stamp = { expiry: { sliding: 'P3M' }, transfer: true };
  document.points.star.overdraft = { limit: 200 };
  document.points.promise = {
    pending: { until: 'delivered', within: 'P20D' },
    expiry: { rolling: 'P1Y' },
    returns: 'unlimited',
  };
  Object.assign(document.leaving.points, { stamp: 'forfeit', promise: 'forfeit' });
  document.earning.push({
    id: 'promise',
    on: 'purchase',
    lane: 'present',
    earn: { points: 'promise', amount: 7 },
    budget: { points: 100, per: 'P1M', whenShort: 'stop' },
  });
  document.budgets[1].points = 100;
  return document;
}

/** Runs the history through the real intake, with the background work at its times. */
export async function openTestHub(members: number): Promise<TestHub> {
  const { url, pool, drop } = await testDatabase();
  const events = [...history({ members, until: UNTIL, seed: 7 })];
  const clock = new TurnedClock(Date.parse((events[0] as DemoEvent).happenedAt));
  const program = createProgram<Program>({
    pool,
    clock,
    sections: SECTIONS,
    compile: (document, version, past) =>
      compileProgram(document, version, createExpressions(document), 2, past),
  });
  const document = programDocument();
  await program.publish({ document });
  const catalog = new Catalog(pool, clock);
  const vault = await testVault(pool);
  const intake = new Intake({ url, pool, clock, catalog, vault, programs: program });
  const tally: Record<string, number> = {};
  const submit = async (inputs: readonly Input[]): Promise<void> => {
    for (const result of await intake.submit(inputs)) {
      const code = result.ok ? 'ok' : (result.problems[0]?.code ?? 'refused');
      tally[code] = (tally[code] ?? 0) + 1;
    }
  };
  const life = new ShopLife(7);
  for (let start = 0; start < events.length; start += HEAP) {
    const heap = events.slice(start, start + HEAP);
    const now = Date.parse((heap.at(-1) as DemoEvent).happenedAt);
    clock.turnTo(now);
    if (start === HEAP * 30) await changeProgram(program, document, now);
    await submit(heap.flatMap((event) => life.around(event, now)));
    await submit(life.after(now));
    const current = program.inForce(now)?.compiled as Program;
    const programs = { current, at: (at: Instant) => program.inForce(at)?.compiled ?? current };
    if (life.chance(0.7)) await settleDue(pool, { now, limit: 1_000, programs });
  }
  await intake.close();
  return { pool, program, tally, drop };
}

async function changeProgram(
  program: ProgramService<Program>,
  document: Input,
  now: Instant,
): Promise<void> {
  const points = document.points as Record<string, Input>;
  const stamp = { ...points.stamp, expiry: { sliding: 'P4M' } };
  const star = { ...points.star, returns: 'unlimited' };
  const changed = { ...document, points: { ...points, stamp, star } };
  await program.publish({ document: changed, effectiveFrom: now });
}

/** What happens around the demo's purchases that the demo itself leaves out. */
class ShopLife {
  #seed: number;
  #count = 0;
  #later: Input[] = [];
  readonly #cards: string[] = [];

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** True in such a share of the cases, always the same ones. */
  chance(share: number): boolean {
    this.#seed = (Math.imul(this.#seed, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#seed / 2 ** 32 < share;
  }

  #id(): string {
    this.#count += 1;
    return `more-${this.#count}`;
  }

  /** The event itself, perhaps with something before or after it. */
  around(event: DemoEvent, now: Instant): Input[] {
    const input = event as unknown as Input;
    const card = event.member.card;
    if (event.type === 'member.enrolled') this.#cards.push(card);
    const say = (type: string, data: Input, more: Input = {}): Input => {
      const { happenedAt, source } = event;
      return { type, id: this.#id(), source, member: { card }, happenedAt, data, ...more };
    };
    if (event.type !== 'purchase') return [input, ...this.#points(say, now)];
    const purchase = { id: event.id };
    if (this.chance(0.05)) {
      const claim = { happenedAt: formatInstant(now), data: { purchase } };
      this.#later.push(say('purchase.claimed', {}, claim));
      return [{ ...input, member: undefined }];
    }
    if (this.chance(0.08)) return [say('return', { purchase }, { member: undefined }), input];
    const after: Input[] = [];
    if (this.chance(0.3)) after.push(say('delivered', { purchase }));
    if (this.chance(0.1)) after.push(say('points.spend', spend(40, purchase)));
    if (this.chance(0.1)) {
      const hold = say('points.hold', spend(25, purchase));
      const commit = say('points.commit', { hold: hold.id, amount: 20 });
      after.push(hold);
      if (this.chance(0.5)) after.push(commit);
      else this.#later.push(commit);
      if (this.chance(0.5)) this.#later.push(say('return', { purchase }));
    }
    if (this.chance(0.15)) {
      after.push(say('return', { purchase, lines: [firstPiece(event)] }));
      if (this.chance(0.5)) after.push(say('purchase.reinstated', { purchase }));
      if (this.chance(0.5)) after.push(say('return', { purchase }));
      if (this.chance(0.5)) after.push(say('purchase.reinstated', { purchase }));
    }
    if (event.data.receipt && this.chance(0.05)) {
      const { store } = event;
      this.#later.push(say('return', { receipt: event.data.receipt }, { store }));
    }
    return [input, ...after, ...this.#points(say, now)];
  }

  #points(say: (type: string, data: Input, more?: Input) => Input, now: Instant): Input[] {
    const made: Input[] = [];
    const star = { currency: 'star', amount: 30 };
    const reason = 'because';
    if (this.chance(0.05)) made.push(say('points.goodwill', { ...star, reason }));
    if (this.chance(0.03)) made.push(say('points.opening', { ...star, amount: 500 }));
    if (this.chance(0.03)) made.push(say('points.adjust', { ...star, amount: -20, reason }));
    if (this.chance(0.05)) made.push(say('points.credit', { currency: 'stamp', amount: 3 }));
    if (this.chance(0.05)) made.push(say('points.credit', { currency: 'growth', amount: 90 }));
    if (this.chance(0.05)) {
      const to = this.#cards[Math.floor(this.#cards.length / 2)] ?? '';
      made.push(say('points.transfer', star, { to: { card: to } }));
    }
    if (this.chance(0.1)) {
      const hold = say('points.hold', {
        ...star,
        ...(this.chance(0.5) ? { until: later(now) } : {}),
      });
      made.push(hold);
      const used = this.chance(0.4);
      if (used) made.push(say('points.commit', { hold: hold.id, amount: 10 }));
      if (!used && this.chance(0.4)) made.push(say('points.void', { hold: hold.id }));
    }
    if (this.chance(0.05)) {
      const happenedAt = formatInstant(now - 40 * 86_400_000);
      made.push(say('visit', {}, { happenedAt }));
      made.push(say('points.opening', { ...star, expiresAt: formatInstant(now) }, { happenedAt }));
    }
    if (this.chance(0.04)) {
      const data = { attributes: { birthday: '03-05', size: null }, tags: ['council'], untag: [] };
      made.push(say('member.updated', data));
    }
    return made;
  }

  /** What came to be done later. */
  after(now: Instant): Input[] {
    const due = this.#later;
    this.#later = [];
    return due.map((event) => ({ ...event, happenedAt: formatInstant(now) }));
  }
}

function spend(amount: number, purchase: Input): Input {
  return { currency: 'star', amount, purchase };
}

function firstPiece(event: Extract<DemoEvent, { type: 'purchase' }>): Input {
  return { line: event.data.lines[0]?.line, quantity: 1 };
}

function later(now: Instant): string {
  return formatInstant(now + 5 * 86_400_000);
}
