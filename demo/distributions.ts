import type { Random } from './random.ts';

/** Waiting time of a Poisson process with `rate` arrivals a unit. */
export function exponential(random: Random, rate: number): number {
  return -Math.log(random.unit()) / rate;
}

/** Standard normal by Marsaglia's polar method; the second value is dropped to keep no state. */
export function normal(random: Random): number {
  for (;;) {
    const x = 2 * random.unit() - 1;
    const y = 2 * random.unit() - 1;
    const square = x * x + y * y;
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
  }
}

/** Gamma with mean `shape / rate` (Marsaglia and Tsang 2000, with their boost below shape 1). */
export function gamma(random: Random, shape: number, rate: number): number {
  if (shape < 1) {
    return gamma(random, shape + 1, rate) * random.unit() ** (1 / shape);
  }
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    if (Math.log(random.unit()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return (d * v) / rate;
  }
}

/** Beta with mean `a / (a + b)`. */
export function beta(random: Random, a: number, b: number): number {
  const x = gamma(random, a, 1);
  return x / (x + gamma(random, b, 1));
}

/** Poisson by multiplication (Knuth); meant for small means, it stops at 60. */
export function poisson(random: Random, mean: number): number {
  const limit = Math.exp(-mean);
  let product = random.unit();
  let count = 0;
  while (product > limit && count < 60) {
    product *= random.unit();
    count += 1;
  }
  return count;
}

/** Fills `into` with shares that sum to 1, drawn from the Dirichlet of `concentrations`. */
export function dirichlet(
  random: Random,
  concentrations: readonly number[],
  into: Float64Array,
): void {
  let sum = 0;
  for (let i = 0; i < concentrations.length; i++) {
    const value = gamma(random, concentrations[i]!, 1);
    into[i] = value;
    sum += value;
  }
  for (let i = 0; i < concentrations.length; i++) into[i] = into[i]! / sum;
}

/** The index of one of `weights`, each as likely as it is heavy; `total` is their sum. */
export function weighted(random: Random, weights: ArrayLike<number>, total: number): number {
  let rest = random.unit() * total;
  for (let i = 0; i < weights.length - 1; i++) {
    rest -= weights[i]!;
    if (rest < 0) return i;
  }
  return weights.length - 1;
}
