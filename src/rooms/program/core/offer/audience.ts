import Type from 'typebox';
import type { Problem } from '../../../../kernel/problem.ts';
import type { Line } from '../../../events/index.ts';
import type { Facts } from '../facts.ts';
import type { Expressions, ProgramDocument } from '../section.ts';
import { suggest } from '../suggest.ts';
import { Expression, Id } from '../vocabulary-schema.ts';

/** The levels that may have something, by tier set: `{ status: [gold, diamond] }`. */
export const Levels = Type.Record(Id, Type.Array(Id, { minItems: 1, maxItems: 20 }), {
  minProperties: 1,
  maxProperties: 10,
});

/** Who may have an offer: the properties that its schema takes over. */
export const audienceProperties = {
  tiers: Type.Optional(Levels),
  when: Type.Optional(Expression),
};

interface AudienceDocument {
  readonly tiers?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly when?: string | undefined;
}

/** Who may have an offer, compiled: the reason code of the no, or null for yes. */
export type Audience = (facts: Facts) => 'tier_not_listed' | 'condition_false' | null;

/**
 * Compiles who may have an offer. A condition that looks at `line` holds when it does for one
 * line of the purchase that was not voided.
 */
export function compileAudience(document: AudienceDocument, expressions: Expressions): Audience {
  const levels = Object.entries(document.tiers ?? {}).map(
    ([set, ids]) => [set, new Set(ids)] as const,
  );
  const holds = compileWhen(document.when, expressions);
  return (facts) => {
    for (const [set, ids] of levels) {
      if (!ids.has(facts.member.tier(set))) return 'tier_not_listed';
    }
    return holds === null || holds(facts) ? null : 'condition_false';
  };
}

function compileWhen(when: string | undefined, expressions: Expressions) {
  if (when === undefined) return null;
  const ask = expressions.bool(when);
  if (!expressions.mentionsLine(when)) return (facts: Facts): boolean => ask(facts) === true;
  return (facts: Facts): boolean => {
    const { lines = [] } = facts.fact.data as { lines?: readonly Line[] };
    return lines.some((line) => !line.voided && ask({ ...facts, line }) === true);
  };
}

/**
 * Levels that the document does not have, and conditions that never hold.
 *
 * @param basket whether there is a purchase to ask about.
 */
export function checkAudience(
  item: AudienceDocument,
  path: string,
  document: ProgramDocument,
  expressions: Expressions,
  basket: boolean,
): Problem[] {
  return [
    ...Object.entries(item.tiers ?? {}).flatMap(([set, levels]) =>
      checkLevels(set, levels, document, `${path}/tiers/${set}`),
    ),
    ...checkWhen(item.when, `${path}/when`, expressions, basket),
  ];
}

interface TierSet {
  readonly set: string;
  readonly levels: readonly { readonly id: string }[];
}

function checkLevels(
  set: string,
  levels: readonly string[],
  document: ProgramDocument,
  path: string,
): Problem[] {
  const sets = (document.tiers ?? []) as TierSet[];
  const known = sets.find((one) => one.set === set)?.levels.map((level) => level.id);
  if (!known) {
    const names = sets.map((one) => one.set);
    const fix = names.length > 0 ? suggest(set, names) : 'Add it to `tiers`.';
    return [{ code: 'unknown_tier_set', path, detail: `There is no tier set "${set}".`, fix }];
  }
  return levels.flatMap((level, index) => {
    if (known.includes(level)) return [];
    const detail = `The tier set "${set}" has no level "${level}".`;
    return [
      { code: 'unknown_level', path: `${path}/${index}`, detail, fix: suggest(level, known) },
    ];
  });
}

function checkWhen(
  when: string | undefined,
  path: string,
  expressions: Expressions,
  basket: boolean,
): Problem[] {
  if (when === undefined) return [];
  const problems = expressions.check(when, 'bool', path);
  const say = (detail: string, fix: string): void => {
    problems.push({ code: 'never_fires', path, detail, fix });
  };
  const { line, purchase } = expressions.mentions(when);
  if (when.trim() === 'false') say('The condition never holds.', 'Write one that can.');
  if (!basket && (line || purchase)) {
    say('There is no purchase to ask about here.', 'Ask about `member` and `event` only.');
  }
  return problems;
}
