/** Goal: a consent is what was said last by its moment, to a text that still counts. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Zone } from '../../../kernel/time.ts';
import {
  type ConsentSlice,
  compileConsent,
  give,
  missingFor,
  standing,
  stands,
  usable,
  withdraw,
} from '../index.ts';

const DAY = 86_400_000;
const AT = Date.parse('2026-06-01T00:00:00Z');
const TERMS = compileConsent(
  {
    purposes: [
      {
        id: 'newsletter',
        name: 'Newsletter',
        channels: ['email', 'sms'],
        versions: [
          { id: '1', from: '2026-01-01', text: 'May we write to you?' },
          { id: '2', from: '2026-05-01', text: 'May we write to you?' },
          {
            id: '3',
            from: '2026-07-01',
            text: 'May we and our partners write to you?',
            renew: true,
          },
        ],
        rests: { attributes: ['nickname'], rules: ['welcome'], challenges: ['quiz'] },
      },
      {
        id: 'profiling',
        name: 'Profiling',
        versions: [{ id: 'a', from: '2026-01-01', text: 'May we look at what you buy?' }],
        rests: { attributes: ['nickname', 'size'], referrals: true },
      },
    ],
  },
  new Zone('UTC'),
);

const yes = (slice: ConsentSlice | undefined, purpose: string, by: string | null, at = AT) =>
  said(give(TERMS, slice, { purpose, by, version: by === null ? 'a' : '2' }, at));
const no = (slice: ConsentSlice | undefined, purpose: string, by: string | null, at = AT) =>
  said(withdraw(TERMS, slice, { purpose, by }, at));

function said(step: ReturnType<typeof give>): ConsentSlice {
  assert.ok(step.ok, step.ok ? '' : step.refusal.detail);
  return step.slice;
}

function refused(step: ReturnType<typeof give>): string {
  assert.ok(!step.ok);
  assert.ok(step.refusal.fix);
  return `${step.refusal.code} ${step.refusal.path}`;
}

test('nobody has agreed to anything until it is said', () => {
  assert.deepEqual(standing(TERMS, undefined, AT), []);
  assert.equal(stands(TERMS, {}, 'newsletter', 'sms', AT), false);
});

test('a yes on one channel is none on another', () => {
  const slice = yes(undefined, 'newsletter', 'sms');
  assert.equal(stands(TERMS, slice, 'newsletter', 'sms', AT), true);
  assert.equal(stands(TERMS, slice, 'newsletter', 'email', AT), false);
  assert.equal(stands(TERMS, slice, 'newsletter', 'letter', AT), false);
  assert.deepEqual(standing(TERMS, slice, AT), ['newsletter']);
});

test('a no without a channel is one to all, also before anything was said', () => {
  const both = yes(yes(undefined, 'newsletter', 'sms'), 'newsletter', 'email');
  assert.deepEqual(standing(TERMS, no(both, 'newsletter', null, AT + 1), AT), []);
  assert.deepEqual(Object.keys(no(undefined, 'newsletter', null)), [
    'newsletter email',
    'newsletter sms',
  ]);
});

test('what nobody knows is refused with what is known', () => {
  const ask = (more: object) =>
    refused(
      give(TERMS, undefined, { purpose: 'newsletter', by: 'sms', version: '2', ...more }, AT),
    );
  assert.equal(ask({ purpose: 'newsleter' }), 'consent_purpose_unknown /data/purpose');
  assert.equal(ask({ version: '9' }), 'consent_version_unknown /data/version');
  assert.equal(ask({ version: '3' }), 'consent_version_unknown /data/version');
  assert.equal(ask({ by: 'fax' }), 'consent_channel_unknown /data/by');
  assert.equal(ask({ by: null }), 'consent_channel_unknown /data/by');
  const step = withdraw(TERMS, undefined, { purpose: 'x', by: null }, AT);
  assert.equal(refused(step), 'consent_purpose_unknown /data/purpose');
});

test('a new text may ask everybody anew, from its first day on', () => {
  const slice = yes(undefined, 'newsletter', 'sms');
  assert.deepEqual(standing(TERMS, slice, Date.parse('2026-06-30T23:59:59Z')), ['newsletter']);
  assert.deepEqual(standing(TERMS, slice, Date.parse('2026-07-01T00:00:00Z')), []);
});

test('a purpose that the program drops is a no, and can still be withdrawn', () => {
  const slice = yes(undefined, 'newsletter', 'sms');
  const less = compileConsent(undefined, new Zone('UTC'));
  assert.deepEqual(standing(less, slice, AT), []);
  const step = withdraw(less, slice, { purpose: 'newsletter', by: null }, AT + 1);
  assert.deepEqual(said(step), { 'newsletter sms': [AT + 1, null] });
});

test('what rests on a consent waits for it, and stops with it', () => {
  const attributes = { nickname: 'An', size: 42, city: 'Wuhan' };
  assert.deepEqual(usable(TERMS, undefined, attributes, AT), { city: 'Wuhan' });
  const one = yes(undefined, 'profiling', null);
  assert.deepEqual(usable(TERMS, one, attributes, AT), { size: 42, city: 'Wuhan' });
  assert.equal(missingFor(TERMS, one, 'referrals', 'referrals', AT), null);
  assert.equal(missingFor(TERMS, one, 'challenges', 'quiz', AT), 'newsletter');
  const both = yes(one, 'newsletter', 'email');
  assert.equal(usable(TERMS, both, attributes, AT), attributes);
  assert.equal(missingFor(TERMS, both, 'rules', 'welcome', AT), null);
  const gone = no(both, 'newsletter', null, AT + 1);
  assert.equal(missingFor(TERMS, gone, 'rules', 'welcome', AT + 1), 'newsletter');
  assert.equal(missingFor(TERMS, gone, 'rules', 'any other', AT + 1), null);
});

test('whatever the order in which words come in, the last by its moment holds', () => {
  const word = fc.record({
    by: fc.constantFrom('sms', 'email'),
    day: fc.integer({ min: 0, max: 4 }),
    version: fc.constantFrom(null, '1', '2'),
  });
  const tell = (words: readonly { by: string; day: number; version: string | null }[]) => {
    let slice: ConsentSlice | undefined;
    for (const { by, day, version } of words) {
      const at = AT + day * DAY;
      const purpose = 'newsletter';
      slice = said(
        version === null
          ? withdraw(TERMS, slice, { purpose, by }, at)
          : give(TERMS, slice, { purpose, by, version }, at),
      );
    }
    return Object.entries(slice ?? {}).sort();
  };
  const shuffled = fc
    .array(word, { maxLength: 12 })
    .chain((words) =>
      fc.tuple(
        fc.constant(words),
        fc.shuffledSubarray(words, { minLength: words.length, maxLength: words.length }),
      ),
    );
  fc.assert(fc.property(shuffled, ([words, other]) => assert.deepEqual(tell(other), tell(words))));
});
