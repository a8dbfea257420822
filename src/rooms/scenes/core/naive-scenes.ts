import { TOUCHES_MOST, TOUCHES_PER_KEY } from './memory.ts';

/** A touch as it happened. */
export interface Happened {
  readonly type: string;
  readonly kind: string;
  readonly at: number;
}

type Filter = (touch: Happened) => boolean;

/** `touches.type(…).kind(…).followedBy(touches.type(…).kind(…), …)` in its plainest form. */
export interface Story {
  readonly first: Filter;
  readonly later: Filter;
  readonly apart: number;
  readonly within: number;
}

/**
 * What the memory must be: all touches that some filter looks at, of each type and kind the newest,
 * of all the newest, none too far behind the newest. Computed from the whole past at once.
 */
export function naiveMemory(
  all: readonly Happened[],
  looked: (touch: Happened) => string | null,
  age: number,
): Map<string, number[]> {
  const watched = all.flatMap((touch) => {
    const key = looked(touch);
    return key === null ? [] : [{ key, at: touch.at }];
  });
  const newest = Math.max(...watched.map(({ at }) => at));
  const perKey = [...Map.groupBy(watched, ({ key }) => key).values()].flatMap((of) =>
    of.toSorted((a, b) => b.at - a.at).slice(0, TOUCHES_PER_KEY),
  );
  const kept = perKey
    .filter(({ at }) => at >= newest - age)
    .sort((a, b) => b.at - a.at || (a.key < b.key ? 1 : a.key > b.key ? -1 : 0))
    .slice(0, TOUCHES_MOST);
  const memory = new Map<string, number[]>();
  for (const { key, at } of kept.reverse()) memory.set(key, [...(memory.get(key) ?? []), at]);
  return memory;
}

/** How often the story happened, looking at every pair of touches. */
export function naiveCount(all: readonly Happened[], story: Story, now: number): number {
  const seen = all.filter(({ at }) => at <= now && now - at <= story.within);
  return seen.filter(
    (late) =>
      story.later(late) &&
      seen.some(
        (early) => story.first(early) && early.at < late.at && late.at - early.at <= story.apart,
      ),
  ).length;
}
