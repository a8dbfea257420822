import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import Type from 'typebox';
import { type TestDatabase, testDatabase } from '../../../test/database.ts';
import { Rejection } from '../../kernel/problem.ts';
import { TurnedClock } from '../../platform/clock.ts';
import type { Section } from './core/section.ts';
import { createProgram, type ProgramService } from './service.ts';

const sections: Section[] = [
  {
    name: 'points',
    noun: 'Currency',
    power: 'operations',
    schema: Type.Record(
      Type.String({ pattern: '^[a-z]+$' }),
      Type.Object({ worth: Type.Integer() }),
    ),
    required: true,
    check: () => [],
  },
];

const NOON = Date.parse('2026-06-19T04:00:00Z');
const HOUR = 3_600_000;

function document(worth: number): object {
  return {
    program: 'shop',
    timezone: 'Asia/Shanghai',
    currency: 'CNY',
    points: { star: { worth } },
  };
}

describe('publishing a program', () => {
  let database: TestDatabase;
  let clock: TurnedClock;
  let compiled: number[];
  let program: ProgramService<string>;

  const open = (): ProgramService<string> =>
    createProgram({
      pool: database.pool,
      sections,
      clock,
      compile: (document, version) => {
        compiled.push(version);
        return `${document.program} ${version}`;
      },
    });

  before(async () => {
    database = await testDatabase();
    clock = new TurnedClock(NOON);
    compiled = [];
    program = open();
  });
  after(() => database.drop());

  async function refused(publishing: Promise<unknown>, status: number, code: string) {
    await assert.rejects(publishing, (error: unknown) => {
      assert.ok(error instanceof Rejection);
      assert.deepEqual([error.status, error.code], [status, code]);
      return true;
    });
  }

  it('has no program before the first is published', async () => {
    await program.refresh();
    assert.equal(program.inForce(NOON), null);
    assert.equal(program.version(), null);
  });

  it('changes nothing in a dry run, and says the same as the real run', async () => {
    const preview = await program.publish({ document: document(1), dryRun: true });
    assert.equal(program.version(), null);
    const real = await program.publish({ document: document(1) });
    assert.deepEqual({ ...preview, dryRun: false }, real);
    assert.deepEqual([real.outcome, real.version], ['published', 1]);
  });

  it('lets the first version decide since ever, the next from now on', async () => {
    clock.turnTo(NOON + HOUR);
    await program.publish({ text: 'x: 1', format: 'yaml' }).catch(() => {});
    const text = `# two\n${JSON.stringify(document(2))}`;
    const second = await program.publish({ text, format: 'yaml', note: 'twice', by: 'ana' });
    assert.deepEqual([second.version, second.effectiveFrom], [2, NOON + HOUR]);
    assert.equal(program.inForce(Date.parse('1997-01-01T00:00:00Z'))?.version, 1);
    assert.equal(program.inForce(NOON + HOUR - 1)?.version, 1);
    assert.equal(program.inForce(NOON + HOUR)?.version, 2);
    assert.deepEqual(await program.written(2), { text, format: 'yaml' });
    assert.equal(await program.written(9), null);
  });

  it('compiles each version once', () => {
    assert.equal(program.inForce(NOON)?.compiled, 'shop 1');
    assert.equal(program.version(1)?.compiled, 'shop 1');
    assert.deepEqual(compiled, [1]);
  });

  it('publishes nothing when the meaning is the same', async () => {
    const again = { points: { star: { worth: 2 } }, currency: 'CNY', timezone: 'Asia/Shanghai' };
    const result = await program.publish({ document: { ...again, program: 'shop' } });
    assert.deepEqual([result.outcome, result.version, result.changes], ['unchanged', 2, []]);
  });

  it('refuses a wrong document, an old base and an early moment', async () => {
    await refused(
      program.publish({ document: { program: 'x' } }),
      422,
      'document_missing_property',
    );
    await refused(
      program.publish({ document: document(3), expectVersion: 1 }),
      409,
      'program_changed',
    );
    const early = { document: document(3), effectiveFrom: NOON };
    await refused(program.publish(early), 422, 'program_effective_too_early');
    assert.equal(program.version()?.version, 2);
  });

  it('lets one of twenty publishers at once win', async () => {
    const others = [program, open(), open()];
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        others[index % 3]!.publish({ document: document(100 + index), expectVersion: 2 }),
      ),
    );
    const won = results.filter((result) => result.status === 'fulfilled');
    assert.equal(won.length, 1);
    for (const result of results) {
      if (result.status === 'fulfilled') continue;
      assert.ok(result.reason instanceof Rejection);
      assert.equal(result.reason.code, 'program_changed');
    }
    await program.refresh();
    assert.equal(program.version()?.version, 3);
  });

  it('takes up what another process published', async () => {
    const other = open();
    clock.turnTo(NOON + 2 * HOUR);
    await other.publish({ document: document(4), effectiveFrom: NOON + 48 * HOUR });
    assert.equal(program.version()?.version, 3);
    await program.refresh();
    assert.equal(program.version()?.version, 4);
    assert.equal(program.inForce(clock.now())?.version, 3);
  });

  it('plans against the newest version', async () => {
    const { version, changes } = await program.plan({ document: document(5) });
    assert.equal(version, 4);
    assert.deepEqual(
      changes.map((change) => change.text),
      ['Currency star: worth 4 → 5'],
    );
  });

  it('tells the history, newest first, a page at a time', () => {
    assert.deepEqual(
      program.history(2).map((entry) => entry.version),
      [4, 3],
    );
    const [second] = program.history(1, 3);
    assert.deepEqual(
      [second?.version, second?.note, second?.publishedBy, second?.changes[0]?.text],
      [2, 'twice', 'ana', 'Currency star: worth 1 → 2'],
    );
  });
});
