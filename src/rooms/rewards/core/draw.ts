import type { Instant, Zone } from '../../../kernel/time.ts';
import { after } from './promised-time.ts';
import { find, notOpen, type Redemptions, type RewardStep, replace } from './redemption.ts';
import { released } from './release.ts';
import type { DrawTerms } from './reward.ts';

/** SHA-256 of a text in hex; the shell gives it, since the core has no cryptography of its own. */
export type Digest = (text: string) => string;

/** Whether this is the seed that was fixed when the draw was published. */
export function sealFits({ seal }: Pick<DrawTerms, 'seal'>, seed: string, digest: Digest): boolean {
  return digest(seed) === seal;
}

/**
 * Who wins, in order, the first `winners` of all entries. An entry's place follows from the seed,
 * the reward and the entry alone: anybody who knows them finds the same, whatever the order in
 * which entries are listed.
 */
export function drawWinners(
  draw: { readonly reward: string; readonly seed: string; readonly winners: number },
  entries: readonly string[],
  digest: Digest,
): string[] {
  const places = [...new Set(entries)].map((entry) => {
    return { entry, place: digest(`${draw.seed}\n${draw.reward}\n${entry}`) };
  });
  places.sort((a, b) => compare(a.place, b.place) || compare(a.entry, b.entry));
  return places.slice(0, draw.winners).map(({ entry }) => entry);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * Tells an entry how its draw went: a winner holds the reward for the time that was promised, and
 * its unit of stock; for the others everything is free again.
 */
export function tellDrawn(
  zone: Zone,
  state: Redemptions,
  said: { readonly id: string; readonly won: boolean },
  at: Instant,
): RewardStep {
  const entry = find(state, said.id);
  if (entry?.state !== 'entered' || (entry.until ?? 0) <= at) return notOpen(said.id);
  if (!said.won) {
    const effects = [released(entry, 'not-drawn', at)];
    return { state: replace(state, entry.id, null), effects, grants: [] };
  }
  const { claim, ...kept } = entry;
  const until = after(zone, at, claim ?? 'P14D');
  const { id, reward, stock = [] } = entry;
  return {
    state: replace(state, id, { ...kept, state: 'held', until }),
    effects: [{ kind: 'won', id, reward, at, until, stock }],
    grants: [],
  };
}
