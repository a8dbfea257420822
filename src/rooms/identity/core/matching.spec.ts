// Goal: strong identifiers may unify, weak ones never do, and contradictions are seen.
import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import { compare } from './compare.ts';
import { Groups } from './groups.ts';
import { namePartsOf } from './name.ts';
import { judge, MATCHING } from './rules.ts';
import { type Known, sketchOf } from './sketch.ts';

const keyed = (text: string): number =>
  Number.parseInt(hash('sha256', `key ${text}`, 'hex').slice(0, 8), 16);
const phone = { kind: 'phone', value: '+8613800138000', verified: true };
const app = { kind: 'app', value: 'a1', verified: true };
const device = { kind: 'device', value: 'd1', verified: true };

function sketch(id: number, known: Partial<Known>) {
  return sketchOf(id, { identifiers: [], ...known }, keyed);
}

function verdict(one: Partial<Known>, other: Partial<Known>): string {
  return judge(MATCHING, compare(sketch(1, one), sketch(2, other))).verdict;
}

test('names are read as they are written', () => {
  assert.deepEqual(namePartsOf('王伟'), { given: '伟', surname: 'wang' });
  assert.deepEqual(namePartsOf('欧阳娜娜'), { given: '娜娜', surname: 'ouyang' });
  assert.deepEqual(namePartsOf('陳 大文 先生'), { given: '大文', surname: 'chen' });
  assert.deepEqual(namePartsOf('MÜLLER, Zoë'), { given: 'zoe', surname: 'muller' });
  assert.deepEqual(namePartsOf('Mr. Bob Smith'), { given: 'robert', surname: 'smith' });
  assert.equal(namePartsOf('  - '), null);
});

test('a phone that both have proved unifies one name, not a family', () => {
  const ann = { name: 'Ann Lee', identifiers: [phone] };
  assert.equal(verdict(ann, { name: 'Lee, Ann', identifiers: [phone] }), 'merge');
  assert.notEqual(verdict(ann, { name: 'Tom Lee', identifiers: [phone] }), 'merge');
  const born = { ...ann, birthday: '1980-04-03' };
  assert.notEqual(verdict(born, { ...ann, birthday: '2008-11-21' }), 'merge');
  const said = { ...phone, verified: false };
  assert.notEqual(verdict(ann, { name: 'Ann Lee', identifiers: [said] }), 'merge');
});

test('weak things never unify on their own, however many agree', () => {
  const all = { name: 'Ann Lee', birthday: '1980-04-03', address: '1 Oak Street' };
  assert.equal(verdict(all, all), 'review');
  assert.equal(
    verdict({ ...all, identifiers: [device] }, { ...all, identifiers: [device] }),
    'review',
  );
  const rules = [{ id: 'x', by: 'device', needs: [], unless: [], do: 'merge' as const }];
  const evidence = compare(
    sketch(1, { identifiers: [device] }),
    sketch(2, { identifiers: [device] }),
  );
  assert.equal(judge({ rules, reviewFrom: 99 }, evidence).verdict, 'review');
});

test('a wife who took another name is found by what she has proved', () => {
  const before = { name: 'Jane Miller', birthday: '1990-02-03', identifiers: [phone] };
  assert.equal(verdict(before, { ...before, name: 'Jane Brown' }), 'merge');
  assert.equal(verdict({ ...before, birthday: '1990-03-02' }, before), 'merge');
});

test('a chain of likenesses does not tie two who contradict each other', () => {
  const groups = new Groups();
  const one = sketch(1, { name: 'Ann Lee', birthday: '1980-04-03', identifiers: [phone] });
  const middle = sketch(2, { identifiers: [phone, app] });
  const other = sketch(3, { name: 'Tom Lee', birthday: '1950-12-30', identifiers: [app] });
  assert.ok(groups.join(one, middle));
  assert.ok(!groups.join(middle, other));
  assert.deepEqual(
    groups.of(one).map(({ id }) => id),
    [1, 2],
  );
});
