import { formatInstant } from '../../../kernel/time.ts';
import type { Decision } from '../../engine/index.ts';
import { flagWords, reasonWords, TIER_CHANGES } from './reasons.ts';
import { type Label, type Words, wordsOf } from './words.ts';

/** The rules of the program version that decided, by id. */
export type RuleNames = ReadonlyMap<string, Label | undefined>;

/** The names of a document's rules. */
export function ruleNames(document: Record<string, unknown> | undefined): RuleNames {
  const rules = (document?.earning ?? []) as { id: string; name?: Label }[];
  return new Map(rules.map(({ id, name }) => [id, name]));
}

/** Each rule that was tried, by its name, and why it did or did not pay, in words. */
export function toldRules(decision: Decision, names: RuleNames) {
  const awards = decision.awards.slice();
  return decision.trace.map(([rule, reason, points]) => {
    const at = points > 0 ? awards.findIndex((one) => one.rule === rule) : -1;
    const [award] = at < 0 ? [] : awards.splice(at, 1);
    const name = wordsOf(names.get(rule), rule);
    const currency = award?.currency ?? null;
    return { rule, name, reason, points, currency, text: told(name, reason, points, currency) };
  });
}

function told(name: Words, reason: string, points: number, currency: string | null): Words {
  const words = reasonWords(reason);
  if (points === 0) return { en: `${name.en}: ${words.en}`, zh: `${name.zh}：${words.zh}` };
  const sum = `${points} ${currency ?? ''}`.trim();
  return { en: `${name.en}: ${sum}. ${words.en}`, zh: `${name.zh}：${sum}。${words.zh}` };
}

/** The changes of tiers in words. */
export function toldTiers(decision: Decision) {
  return decision.tiers.map(({ at, ...change }) => ({
    ...change,
    at: formatInstant(at),
    text: TIER_CHANGES[change.why] ?? { en: change.why, zh: change.why },
  }));
}

/** The flags in words. */
export function toldFlags(decision: Decision) {
  return decision.flags.map((flag) => ({ flag, text: flagWords(flag) }));
}
