/** Goal: a phone as people write it at home is enough where the program says its country. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { programOf } from '../../../test/given.ts';
import { normalizeEvent } from '../events/index.ts';
import { eventSettings } from './service.ts';

const POINTS = { points: { star: { expiry: 'never' } } };

function phoneUnder(intake: object, phone: string): string | undefined {
  const program = programOf({ ...POINTS, intake });
  const event = { id: 'v1', type: 'visit', member: { phone } };
  const read = normalizeEvent(event, eventSettings(program, 0));
  return read.ok ? read.fact.identifiers[0]?.value : read.problems[0]?.code;
}

test('a bare phone is one of the country of the program', () => {
  assert.equal(phoneUnder({ country: 'CN' }, '138 0013 8000'), '+8613800138000');
  assert.equal(phoneUnder({ country: 'CN' }, '+49 30 901820'), '+4930901820');
});

test('without a country a bare phone is refused', () => {
  assert.equal(phoneUnder({}, '13800138000'), 'identifier_unreadable');
});
