/** Goal: what the reference page offers for a write is what the reader of its event knows. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Zone } from '../../../kernel/time.ts';
import { normalizeEvent } from '../../events/index.ts';
import { eventOfBody } from './event-of-body.ts';
import { WRITES } from './write.ts';
import { rehearsal } from './write-fields.ts';

const SETTINGS = {
  zone: new Zone('Asia/Shanghai'),
  currency: 'CNY',
  identify: ['card'],
  receivedAt: Date.UTC(2026, 5, 1),
};

for (const write of WRITES) {
  test(`${write.path}: no field is offered that would be unknown`, () => {
    const fields = Object.keys(write.body.properties).filter((name) => !(name in rehearsal));
    const body = Object.fromEntries(fields.map((name) => [name, null]));
    const made = eventOfBody({ ...write }, { ...body, type: write.type }, 'card:A', () => 'e1');
    assert.ok('event' in made);
    const read = normalizeEvent(made.event, SETTINGS);
    const problems = read.ok ? [] : read.problems;
    const unknown = problems.filter(({ code, path }) => {
      return code === 'unknown_field' && path !== '/data/type';
    });
    assert.deepEqual(unknown, []);
  });
}
