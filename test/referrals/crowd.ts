import { Random } from '../../demo/random.ts';
import type { Crowd } from './arrival.ts';
import { counter, family, friends, influencer, office } from './honest.ts';
import { burst, careful, circle, doubles, farm, self } from './rings.ts';
import { Street } from './street.ts';

/** How many of each story one crowd has. */
const STORIES = [
  [friends, 400],
  [family, 150],
  [office, 15],
  [influencer, 2],
  [counter, 6],
  [self, 25],
  [doubles, 60],
  [circle, 20],
  [farm, 8],
  [burst, 4],
  [careful, 10],
] as const;

/** Rings among honest people, the same for the same seed, in the order in which they come. */
export function crowdOf(seed: number): Crowd {
  const street = new Street(new Random());
  STORIES.forEach(([story, times], index) => {
    for (let time = 0; time < times; time++) {
      street.random.seat(seed, index, time);
      story(street);
    }
  });
  const arrivals = street.arrivals.sort((one, other) => one.at - other.at);
  return { residents: street.residents, arrivals };
}
