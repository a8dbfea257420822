import { CONDITIONS } from './conditions/catalogue.ts';
import { EARNINGS } from './earnings/catalogue.ts';
import type { RuleDocument } from './section.ts';

/** What an earning leaves unsaid. */
const DEFAULTS: Readonly<Record<string, string>> = {
  amount: '1',
  each: 'event',
  'per.of': 'basket.net',
};

/** A rule in one line of words, for the plan: what it pays, on what, and when. */
export function describeRule(rule: RuleDocument): string {
  const parts = [`on ${rule.on}: ${pays(rule)}`];
  for (const { code, summary } of CONDITIONS) {
    if (rule[code] !== undefined) parts.push(fill(summary, rule[code]));
  }
  for (const limit of rule.limits?.perMember ?? []) {
    const most =
      'points' in limit ? `${number(limit.points)} points` : `${number(limit.times)} times`;
    parts.push(`at most ${most} in ${limit.per}`);
  }
  if (rule.budget) {
    const from = 'use' in rule.budget ? rule.budget.use : `${number(rule.budget.points)} points`;
    parts.push(`from budget ${from}, ${rule.budget.whenShort} when short`);
  }
  return parts.join(', ');
}

function pays(rule: RuleDocument): string {
  const key = rule.earn === undefined ? 'multiply' : 'earn';
  const raw = rule[key] as unknown;
  const args = typeof raw === 'object' && raw !== null ? raw : { by: raw };
  const known = EARNINGS.find(
    (one) => one.key === key && one.fits(args as Record<string, unknown>),
  );
  return known ? fill(known.summary, args) : key;
}

/** Puts arguments into a summary: `{args}` is all of them, `{per.spend}` one. */
function fill(summary: string, args: unknown): string {
  return summary.replace(/\{([\w.]+)\}/g, (_, name: string) => {
    const value = name === 'args' ? args : name.split('.').reduce(step, args);
    return value === undefined ? (DEFAULTS[name] ?? 'any day') : words(value);
  });
}

function step(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

function words(value: unknown): string {
  if (typeof value === 'number') return number(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (!Array.isArray(value)) return Object.entries(value).map(named).join(', ');
  const shown = value.slice(0, 5).join(', ');
  return value.length > 5 ? `${shown} and ${value.length - 5} more` : shown;
}

/** One argument of several: `status silver, gold`, or `5 lines`. */
function named([key, value]: [string, unknown]): string {
  return Array.isArray(value) ? `${key} ${words(value)}` : `${words(value)} ${key}`;
}

function number(value: number): string {
  return value.toLocaleString('en-US');
}
