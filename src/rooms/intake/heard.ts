import type { Problem } from '../../kernel/problem.ts';
import { type Fact, HAPPENED_AT_RECEIVED } from '../events/index.ts';
import type { Result } from './ticket.ts';

/** What is worth knowing of one input for the quality of the data. Nothing in it is anybody's. */
export interface Heard {
  readonly source: string;
  readonly channel: string | null;
  /** JSON pointers of what was written differently than it was sent. */
  readonly changed: readonly string[];
  /** Why it was refused; empty when it was not. */
  readonly problems: readonly Problem[];
  readonly withoutMoment: boolean;
  readonly unclaimed: boolean;
  /** It had been told before. */
  readonly repeated: boolean;
}

/** An input that could be read, with the paths that the hub wrote differently. */
interface Cleaned {
  readonly fact: Fact;
  readonly index: number;
  readonly changed: readonly string[];
}

const UNREAD = '';
const NOTHING: readonly never[] = [];

/** Tells of each input that was refused, cleaned, or not clear; of all others there is no word. */
export function tellHeard(
  onHeard: (heard: Heard) => void,
  inputs: readonly unknown[],
  facts: readonly Cleaned[],
  results: readonly Result[],
): void {
  for (const { fact, index, changed } of facts) {
    const result = results[index];
    if (!result?.ok) continue;
    const withoutMoment = fact.flags.includes(HAPPENED_AT_RECEIVED);
    const repeated = result.answer.duplicate;
    const unclaimed = result.answer.status === 'unclaimed' && !repeated;
    if (changed.length === 0 && !withoutMoment && !unclaimed && !repeated) continue;
    const { source, channel } = fact;
    onHeard({ source, channel, changed, problems: NOTHING, withoutMoment, unclaimed, repeated });
  }
  for (const [index, result] of results.entries()) {
    if (result.ok) continue;
    const input = inputs[index] as { source?: unknown; channel?: unknown } | null | undefined;
    onHeard({
      source: textOf(input?.source) ?? UNREAD,
      channel: textOf(input?.channel) ?? null,
      changed: NOTHING,
      problems: result.problems,
      withoutMoment: false,
      unclaimed: false,
      repeated: false,
    });
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value.slice(0, 80) : undefined;
}

/** Results that say what was written differently; of most there is nothing to say. */
export function withChanges(facts: readonly Cleaned[], results: Result[]): Result[] {
  for (const { index, changed } of facts) {
    const result = results[index];
    if (changed.length === 0 || !result?.ok) continue;
    results[index] = { ok: true, answer: { ...result.answer, changed } };
  }
  return results;
}
