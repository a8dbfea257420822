// Goal: samplers have the means and spreads they claim. Method: 20,000 draws of one fixed stream.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beta, dirichlet, exponential, gamma, normal, poisson, weighted } from './distributions.ts';
import { Random } from './random.ts';

const draws = 20_000;

test('means and variances are those of the textbook', () => {
  check((random) => exponential(random, 2), 0.5, 0.25);
  check((random) => normal(random), 0, 1);
  check((random) => gamma(random, 3, 2), 1.5, 0.75);
  check((random) => gamma(random, 0.4, 2), 0.2, 0.1);
  check((random) => beta(random, 2, 6), 0.25, 0.0208);
  check((random) => poisson(random, 3), 3, 3);
  check((random) => weighted(random, [1, 0, 3], 4), 1.5, 0.75);
});

test('a Dirichlet draw sums to one and leans as told', () => {
  const random = new Random().seat(7, 8, 9);
  const into = new Float64Array(3);
  let first = 0;
  for (let i = 0; i < draws; i++) {
    dirichlet(random, [2, 1, 1], into);
    assert.ok(Math.abs(into.reduce((sum, value) => sum + value, 0) - 1) < 1e-9);
    first += into[0]!;
  }
  assert.ok(Math.abs(first / draws - 0.5) < 0.01);
});

test('a stream begins anew whenever one sits down at it, and differs from its neighbours', () => {
  const random = new Random();
  const open = (seed: number, member: number, stream: number) => {
    random.seat(seed, member, stream);
    return [random.uint32(), random.uint32(), random.between(1, 6)].join();
  };
  const once = open(1, 2, 3);
  assert.notEqual(open(1, 2, 4), once);
  assert.notEqual(open(1, 3, 3), once);
  assert.notEqual(open(2, 2, 3), once);
  assert.equal(open(1, 2, 3), once);
});

function check(draw: (random: Random) => number, mean: number, variance: number): void {
  const random = new Random().seat(1, 2, 3);
  const values = Array.from({ length: draws }, () => draw(random));
  const average = values.reduce((sum, value) => sum + value, 0) / draws;
  const spread = values.reduce((sum, value) => sum + (value - average) ** 2, 0) / draws;
  assert.ok(Math.abs(average - mean) < 0.04 * Math.max(mean, 1), `mean ${average}, not ${mean}`);
  assert.ok(Math.abs(spread / variance - 1) < 0.08, `variance ${spread}, not ${variance}`);
}
