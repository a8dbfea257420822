import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { type TestDatabase, testDatabase } from '../../../test/database.ts';
import { float8s, hexArray, int4s, int8s, jsonArray, textArray } from './binary-arrays.ts';

// Goal: PostgreSQL reads from our binary arrays exactly what was put in. Method: it says it back.

let database: TestDatabase;
before(async () => {
  database = await testDatabase({ empty: true });
});
after(() => database.drop());

async function echo(type: string, parameter: Buffer): Promise<unknown> {
  const text = `select coalesce(json_agg(x), '[]')::text as said from unnest($1::${type}[]) as x`;
  const { rows } = await database.pool.query<{ said: string }>(text, [parameter]);
  return JSON.parse(rows[0]?.said ?? '');
}

const safe = fc.option(fc.maxSafeInteger(), { nil: null });
const small = fc.option(fc.integer(), { nil: null });
const word = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\u0000', ''));

test('numbers, texts and documents arrive as they were', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(safe),
      fc.array(small),
      fc.array(fc.option(word, { nil: null })),
      fc.array(fc.dictionary(word, word)),
      async (large, integers, words, documents) => {
        assert.deepEqual(await echo('bigint', int8s(large)), large);
        assert.deepEqual(await echo('integer', int4s(integers)), integers);
        assert.deepEqual(await echo('float8', float8s(integers)), integers);
        assert.deepEqual(await echo('text', textArray(words)), words);
        const json = documents.map((one) => JSON.stringify(one));
        assert.deepEqual(
          await echo('json', jsonArray(json)),
          json.map((one) => JSON.parse(one)),
        );
      },
    ),
    { numRuns: 60 },
  );
});

test('bytes arrive as they were', async () => {
  const said = await echo('bytea', hexArray(['00ff', 'a1b2']));
  assert.deepEqual(said, ['\\x00ff', '\\xa1b2']);
});
