/** Goal: what rests on a consent happens while it stands, and stops with the word that ends it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buy, given, type Happening, type Story } from '../../../../test/given.ts';

const versions = [{ id: '1', from: '2026-01-01', text: 'May we?' }];
const CONSENT = {
  purposes: [
    { id: 'news', name: 'News', channels: ['email', 'sms'], versions },
    {
      id: 'profiling',
      name: 'Profiling',
      versions,
      rests: {
        attributes: ['size'],
        rules: ['fits'],
        challenges: ['tour', 'club'],
        referrals: true,
      },
    },
  ],
};
const PROGRAM = {
  points: { star: { expiry: 'never' } },
  earning: [
    { id: 'fits', on: 'purchase', earn: { points: 'star', amount: 5 } },
    {
      id: 'texted',
      on: 'purchase',
      when: '"news" in member.consents && member.consent("news", "sms")',
      earn: { points: 'star', amount: 7 },
    },
    {
      id: 'large',
      on: 'purchase',
      when: 'member.attributes.size == "xl"',
      earn: { points: 'star', amount: 11 },
    },
    { id: 'thanks', on: 'consent.given', earn: { points: 'star', amount: 50 } },
  ],
  challenges: [
    { id: 'tour', goal: { count: 2 }, grants: [{ points: 'star', amount: 100 }] },
    { id: 'club', goal: { count: 9 }, optIn: true, grants: [{ points: 'star', amount: 100 }] },
  ],
  referrals: {
    bind: { within: 'P14D' },
    qualify: { within: 'P60D' },
    friend: { qualified: { grants: [{ points: 'star', amount: 1 }], cost: '1.00' } },
    reach: [{ id: 'all', at: 0, grants: [{ points: 'star', amount: 1 }], cost: '1.00' }],
    limits: { perMember: [{ times: 20, per: 'P1Y' }] },
  },
  consent: CONSENT,
};

const yes = (at: string, purpose: string, by?: string): Happening => ({
  type: 'consent.given',
  at,
  data: { purpose, version: '1', proof: { how: 'paper' }, ...(by ? { by } : {}) },
});
const no = (at: string, purpose: string, by?: string): Happening => ({
  type: 'consent.withdrawn',
  at,
  data: { purpose, ...(by ? { by } : {}) },
});
const purchase = (id: string, at: string) => buy(id, at, [{ gross: 100 }]);
const progress = (story: Story): number =>
  story.states.get('ann')?.slices.challenges?.open.find(({ challenge }) => challenge === 'tour')
    ?.progress ?? 0;

test('nothing that rests on a consent happens before it is given', () => {
  const sized = {
    type: 'member.updated',
    at: '2026-02-01T09:00',
    data: { attributes: { size: 'xl' } },
  };
  const story = given(PROGRAM).after(sized);
  story.when(purchase('p1', '2026-02-02T09:00')).decides({
    trace: ['fits consent_missing 0', 'texted condition_false 0', 'large condition_false 0'],
  });
  assert.equal(progress(story), 0);
  const join = { type: 'challenge.joined', at: '2026-02-02T10:00', data: { challenge: 'club' } };
  story.when(join).refused('consent_missing');
  story
    .when({ type: 'referral.code', at: '2026-02-02T10:00', data: { code: 'ANNA' } })
    .refused('consent_missing');
});

test('it happens while the consent stands, and stops with the very event that withdraws it', () => {
  const sized = {
    type: 'member.updated',
    at: '2026-02-01T09:00',
    data: { attributes: { size: 'xl' } },
  };
  const story = given(PROGRAM).after(
    sized,
    yes('2026-02-01T10:00', 'profiling'),
    yes('2026-02-01T10:00', 'news', 'sms'),
  );
  story.when(purchase('p1', '2026-02-02T09:00')).decides({
    awards: { fits: 5, texted: 7, large: 11 },
  });
  assert.equal(progress(story), 1);
  story.after({ type: 'referral.code', at: '2026-02-02T10:00', data: { code: 'ANNA' } });
  story.after(no('2026-02-03T09:00', 'profiling'), no('2026-02-03T09:00', 'news', 'sms'));
  story.when(purchase('p2', '2026-02-03T09:00')).decides({ awards: {} });
  assert.equal(progress(story), 1);
  assert.equal(story.at('2026-02-03T10:00').star?.[0], 123);
  story.after(yes('2026-02-04T09:00', 'profiling'));
  story.when(purchase('p3', '2026-02-04T10:00')).decides({ awards: { fits: 5, large: 11 } });
});

test('a yes that comes late does not undo a no that was said after it', () => {
  const story = given(PROGRAM).after(no('2026-02-03T09:00', 'profiling'));
  story.after(yes('2026-02-02T09:00', 'profiling'));
  assert.ok(story.last?.ok);
  const { effects, flags } = story.last.outcome.decision;
  assert.deepEqual(
    effects.filter(({ room }) => room === 'consent').map(({ superseded }) => superseded),
    [true],
  );
  assert.deepEqual(flags, ['late']);
  story.when(purchase('p1', '2026-02-04T09:00')).decides({ awards: {} });
});

test('who has left can still say no, and nothing else', () => {
  const leaving = { points: { star: 'forfeit' }, coupons: 'forfeit', tier: 'ends', confirm: [] };
  const story = given({ ...PROGRAM, leaving }).after(yes('2026-02-01T09:00', 'news', 'email'));
  story.after({ type: 'member.leave', at: '2026-02-02T09:00' });
  story.when(yes('2026-02-03T09:00', 'news', 'sms')).refused('member_has_left');
  story.after(no('2026-02-03T09:00', 'news'));
});

test('a purpose that the program drops stops at once; a no to it is still heard', () => {
  const story = given(PROGRAM).after(yes('2026-02-01T09:00', 'profiling'));
  const [news] = CONSENT.purposes;
  story.publish({ ...PROGRAM, consent: { purposes: [news] } }, '2026-03-01T00:00');
  story.when(yes('2026-03-02T09:00', 'profiling')).refused('consent_purpose_unknown');
  story.after(no('2026-03-02T09:00', 'profiling'));
});
