import { readFileSync } from 'node:fs';
import YAML from 'yaml';
import { type Figure, figure } from './figure.ts';
import { runAccess } from './figures/access.ts';
import { runBulk } from './figures/bulk.ts';
import { costOfRooms } from './figures/cost.ts';
import { runCouponCodes } from './figures/coupon-codes.ts';
import { runDecide } from './figures/decide.ts';
import { runHttp } from './figures/http.ts';
import { runImportRows } from './figures/import.ts';
import { runIntake, warmUp } from './figures/intake.ts';
import { runMembersView } from './figures/members-view.ts';
import { withSlowFlush } from './figures/slow-flush.ts';
import { prepareTpcb, runTpcb } from './figures/tpcb.ts';
import { type Ground, openGround } from './ground.ts';
import { openHub } from './hub.ts';
import { liveModels, populate } from './population.ts';
import { Purchases } from './purchases.ts';

/** The figures by name, in the order in which they are measured. */
export const FIGURES = [
  'decide',
  'coupons.generate',
  'intake.batch',
  'intake.slow-flush',
  'intake.bulk',
  'cost.access',
  'intake.http.single',
  'intake.http.batch',
  'import',
  'intake.at-1m',
  'members.view',
  'memory.rss',
  'cost',
] as const;

export type FigureName = (typeof FIGURES)[number];

/** Figures that need no database. */
const PURE: ReadonlySet<FigureName> = new Set(['decide', 'coupons.generate', 'cost']);

const MEMBERS = 10_000;
const MANY_MEMBERS = 1_000_000;
const PURCHASES = 100_000;
const TPCB_SECONDS = 5;
/** What a disk that keeps its word over a power cut takes for a flush, about. */
const SLOW_FLUSH_US = 1_000;
const HTTP_CONNECTIONS = 64;
const HTTP_POSTS = 60_000;
/** Posts until Node has compiled what is hot, as a hub has after its first seconds. */
const HTTP_WARM_UP = 40_000;
const HTTP_BATCH = 250;
const HOUR_MS = 3_600_000;

/** Measures figures in one run on one machine; a baseline is always of the same run. */
export async function measure(
  wanted: ReadonlySet<FigureName>,
  say: (line: string) => void,
): Promise<Figure[]> {
  const ground = await openGround();
  try {
    return await new Run(ground, wanted, say).all();
  } finally {
    await ground.close();
  }
}

class Run {
  readonly #ground: Ground;
  readonly #wanted: ReadonlySet<FigureName>;
  readonly #say: (line: string) => void;
  readonly #purchases: Purchases;
  readonly #figures: Figure[] = [];
  readonly #now = Date.now();
  #atTenThousand = 0;
  #grown = false;

  constructor(ground: Ground, wanted: ReadonlySet<FigureName>, say: (line: string) => void) {
    this.#ground = ground;
    this.#wanted = wanted;
    this.#say = say;
    this.#purchases = new Purchases(this.#now - HOUR_MS, 5);
  }

  async all(): Promise<Figure[]> {
    if (this.#wants('decide')) this.#decide();
    if (this.#wants('coupons.generate')) {
      this.#note(figure('coupons.generate', runCouponCodes(), 'codes/s'));
    }
    if ([...this.#wanted].some((name) => !PURE.has(name))) {
      this.#say('members of the demo live two years; then 10,000 copies of them …');
      await liveModels(this.#ground, this.#now - HOUR_MS);
      await populate(this.#ground, 0, MEMBERS);
      await this.#intake();
      if (this.#wants('cost.access')) await this.#access();
      await this.#http();
      if (this.#wants('import')) await this.#import();
      if (this.#wants('intake.at-1m')) await this.#atMillion();
      if (this.#wants('members.view')) await this.#membersView();
      if (this.#wants('memory.rss')) this.#memory();
    }
    // Last: five more programs in one process make the code that all share slower for everyone.
    if (this.#wants('cost')) this.#cost();
    return this.#figures;
  }

  #wants(name: FigureName): boolean {
    return this.#wanted.has(name);
  }

  #note(one: Figure): void {
    this.#figures.push(one);
    const value = one.value.toLocaleString('en', { maximumSignificantDigits: 5 });
    this.#say(`${one.name}: ${value} ${one.unit}`);
  }

  #decide(): void {
    const program = this.#ground.rooms.program.inForce(this.#now)?.compiled;
    if (!program) throw new Error('the demo program is not published');
    const inputs = this.#purchases.next(40_000, 4_000, 'decide');
    this.#note(figure('decide', runDecide(program, inputs, this.#now), 'decisions/s'));
  }

  #cost(): void {
    const text = readFileSync(new URL('../demo/program.yaml', import.meta.url), 'utf8');
    const inputs = this.#purchases.next(20_000, 2_000, 'cost');
    for (const { room, micros, whole } of costOfRooms(YAML.parse(text), inputs, this.#now)) {
      this.#note(figure(`cost.${room}`, micros, 'µs/purchase', whole));
    }
  }

  async #intake(): Promise<void> {
    const about = ['intake.batch', 'intake.slow-flush', 'intake.bulk', 'intake.at-1m'] as const;
    const needed = about.some((name) => this.#wants(name));
    if (!needed) return;
    await prepareTpcb(this.#ground);
    const one = await runTpcb(this.#ground, TPCB_SECONDS, 1);
    const eight = await runTpcb(this.#ground, TPCB_SECONDS, 8);
    await warmUp(this.#ground, this.#purchases, MEMBERS);
    const inputs = this.#purchases.next(PURCHASES, MEMBERS, 'batch');
    const rate = await runIntake(this.#ground, inputs);
    this.#atTenThousand = rate;
    const details = { 'tpcb on 8 connections': Math.round(eight) };
    if (this.#wants('intake.batch')) {
      this.#note(figure('intake.batch', rate, 'purchases/s', one, details));
    }
    if (this.#wants('intake.slow-flush')) await this.#slowFlush();
    if (this.#wants('intake.bulk')) {
      const bulk = await runBulk(this.#ground, PURCHASES);
      this.#note(figure('intake.bulk', rate, 'purchases/s', bulk));
    }
  }

  /** The same two on a disk that waits, as most do. */
  async #slowFlush(): Promise<void> {
    await withSlowFlush(this.#ground, SLOW_FLUSH_US, async () => {
      const one = await runTpcb(this.#ground, TPCB_SECONDS, 1);
      const inputs = this.#purchases.next(PURCHASES, MEMBERS, 'slow-flush');
      const rate = await runIntake(this.#ground, inputs);
      const details = { 'added to each flush, µs': SLOW_FLUSH_US };
      this.#note(figure('intake.slow-flush', rate, 'purchases/s', one, details));
    });
  }

  async #access(): Promise<void> {
    const rate = await runAccess(this.#ground, this.#purchases, MEMBERS);
    const more = (1e6 / rate.with - 1e6 / rate.without).toFixed(1);
    const details = { 'added µs/purchase': more };
    this.#note(figure('cost.access', rate.with, 'purchases/s', rate.without, details));
  }

  async #http(): Promise<void> {
    if (!this.#wants('intake.http.single') && !this.#wants('intake.http.batch')) return;
    const hub = await openHub(this.#ground);
    const to = { port: hub.port, key: hub.key, path: '/v1/events' };
    try {
      const bodies = (count: number, run: string): string[] =>
        this.#purchases.next(count, MEMBERS, run).map((one) => JSON.stringify(one));
      await runHttp(to, bodies(HTTP_WARM_UP, 'http-warm'), HTTP_CONNECTIONS);
      if (this.#wants('intake.http.single')) {
        const run = await runHttp(to, bodies(HTTP_POSTS, 'http'), HTTP_CONNECTIONS);
        const details = { 'p50 ms': run.p50, 'p99 ms': run.p99, connections: HTTP_CONNECTIONS };
        this.#note(figure('intake.http.single', run.perSecond, 'purchases/s', null, details));
      }
      if (this.#wants('intake.http.batch')) await this.#httpBatch(to);
    } finally {
      await hub.stop();
    }
  }

  async #httpBatch(to: { port: number; key: string; path: string }): Promise<void> {
    const count = HTTP_POSTS / HTTP_BATCH;
    const bodies = Array.from({ length: count }, (_, index) =>
      JSON.stringify(this.#purchases.next(HTTP_BATCH, MEMBERS, `http-batch-${index}`)),
    );
    const run = await runHttp(to, bodies, 8);
    const details = { 'p50 ms': run.p50, 'p99 ms': run.p99, 'events a post': HTTP_BATCH };
    const rate = run.perSecond * HTTP_BATCH;
    this.#note(figure('intake.http.batch', rate, 'purchases/s', null, details));
  }

  async #import(): Promise<void> {
    const rate = await runImportRows(this.#ground, 60_000);
    this.#note(figure('import', rate, 'rows/s'));
  }

  async #atMillion(): Promise<void> {
    await this.#growToMillion();
    await warmUp(this.#ground, this.#purchases, MANY_MEMBERS);
    const inputs = this.#purchases.next(PURCHASES, MANY_MEMBERS, 'million');
    const rate = await runIntake(this.#ground, inputs);
    this.#note(figure('intake.at-1m', rate, 'purchases/s', this.#atTenThousand));
  }

  async #growToMillion(): Promise<void> {
    if (this.#grown) return;
    this.#say('1,000,000 members …');
    await populate(this.#ground, MEMBERS, MANY_MEMBERS);
    this.#grown = true;
  }

  /** One page of a member with 10,000 events, among 1,000,000 members. */
  async #membersView(): Promise<void> {
    await this.#growToMillion();
    const hub = await openHub(this.#ground);
    try {
      const run = await runMembersView(this.#ground, hub, this.#purchases);
      const details = { 'p99 ms': run.p99, 'first look ms': run.firstLook, events: 10_000 };
      this.#note(figure('members.view', run.p50, 'ms', null, details));
    } finally {
      await hub.stop();
    }
  }

  #memory(): void {
    const { rss, heapUsed } = process.memoryUsage();
    const details = { 'heap MB': Math.round(heapUsed / 2 ** 20) };
    this.#note(figure('memory.rss', Math.round(rss / 2 ** 20), 'MB', null, details));
  }
}
