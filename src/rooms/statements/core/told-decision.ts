import { formatInstant } from '../../../kernel/time.ts';
import type { Decision, Effect } from '../../engine/index.ts';
import { flagWords, reasonWords, TIER_CHANGES } from './reasons.ts';
import { type Label, type Words, wordsOf } from './words.ts';

/** The rules of the program version that decided, by id. */
export type RuleNames = ReadonlyMap<string, Label | undefined>;

/** What a trace may name, by section, and how it begins to. */
const GIVERS = {
  earning: '',
  challenges: 'challenge:',
  benefits: 'benefit:',
  rewards: 'reward:',
  scenes: 'scene:',
} as const;

/** The names of a document's rules, and of what else gives points. */
export function ruleNames(document: Record<string, unknown> | undefined): RuleNames {
  const names = new Map<string, Label | undefined>();
  for (const [section, begin] of Object.entries(GIVERS)) {
    const items = (document?.[section] ?? []) as { id: string; name?: Label }[];
    for (const { id, name } of items) names.set(`${begin}${id}`, name);
  }
  return names;
}

/** Each rule that was tried, by its name, and why it did or did not pay, in words. */
export function toldRules(decision: Decision, names: RuleNames) {
  const awards = decision.awards.slice();
  const grants = decision.effects.filter(isGrant);
  return decision.trace.map(([rule, reason, points]) => {
    const at = points > 0 ? awards.findIndex((one) => one.rule === rule) : -1;
    const [award] = at < 0 ? [] : awards.splice(at, 1);
    const [grant] = reason === 'granted' ? grants.splice(0, 1) : [];
    const name = wordsOf(names.get(rule), rule);
    const currency = award?.currency ?? grant?.currency ?? null;
    return { rule, name, reason, points, currency, text: told(name, reason, points, currency) };
  });
}

function isGrant(effect: Effect): effect is Effect & { readonly currency: string } {
  return effect.room === 'points' && effect.kind === 'granted';
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
