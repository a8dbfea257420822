import { durationProblem } from '../../../kernel/duration-problem.ts';
import type { Problem } from '../../../kernel/problem.ts';
import { checkDay } from '../../program/index.ts';
import { WAYS } from './reward.ts';
import type { RewardDocument } from './section.ts';

/** What contradicts itself in stock, draw, fulfilment and times of one reward. */
export function checkTerms(reward: RewardDocument, path: string): Problem[] {
  return [
    ...stock(reward, `${path}/stock`),
    ...draw(reward, `${path}/draw`),
    ...fulfil(reward, `${path}/fulfil`),
    ...collect(reward, `${path}/collectWithin`),
    ...durations(reward, path),
  ];
}

function stock({ stock }: RewardDocument, path: string): Problem[] {
  if (!stock) return [];
  const { total, perStore } = stock;
  if (total === undefined && perStore === undefined) {
    const fix = 'Say `total` or `perStore`.';
    return [{ code: 'stock_without_units', path, detail: 'It names no units.', fix }];
  }
  return Object.entries(perStore ?? {}).flatMap(([store, units]) => {
    if (total === undefined || units <= total) return [];
    const detail = `The store has ${units}, and there are ${total} in all.`;
    const fix = 'Give the store at most the total.';
    return [{ code: 'stock_exceeds_total', path: `${path}/perStore/${store}`, detail, fix }];
  });
}

function draw({ kind, draw, stock, during }: RewardDocument, path: string): Problem[] {
  if (!draw) return [];
  const problems = checkDay(draw.until, `${path}/until`);
  const say = (code: string, detail: string, fix: string): void => {
    problems.push({ code, path, detail, fix });
  };
  if (kind === 'discount' || kind === 'donation') {
    say('draw_not_for_kind', `A ${kind} is not drawn.`, 'Use another kind, or no draw.');
  }
  if (stock?.total === undefined || stock.perStore || (stock.per ?? 'ever') !== 'ever') {
    const detail = 'A draw has as many winners as there are units in all.';
    say('draw_without_units', detail, 'Give `stock` a `total`, and nothing else.');
  }
  if (during?.from !== undefined && during.from > draw.until) {
    say('never_fires', 'Entries end before they begin.', 'Let `until` be later.');
  }
  return problems;
}

function fulfil({ kind, fulfil }: RewardDocument, path: string): Problem[] {
  return (fulfil ?? []).flatMap((way, index): Problem[] => {
    const at = `${path}/${index}`;
    if (fulfil?.indexOf(way) !== index) {
      const detail = `\`${way}\` is there twice.`;
      return [{ code: 'duplicate_fulfilment', path: at, detail, fix: 'Leave it out here.' }];
    }
    if (WAYS[kind].includes(way)) return [];
    const detail = `\`${kind}\` does not reach a member by \`${way}\`.`;
    const fix = `Use: ${WAYS[kind].join(', ')}.`;
    return [{ code: 'fulfilment_not_for_kind', path: at, detail, fix }];
  });
}

function collect(reward: RewardDocument, path: string): Problem[] {
  if (reward.collectWithin === undefined) return [];
  if ((reward.fulfil ?? WAYS[reward.kind].slice(0, 1)).includes('collect')) return [];
  const fix = 'Add `collect` to `fulfil`, or leave it out.';
  return [{ code: 'never_fires', path, detail: 'Nobody collects it.', fix }];
}

function durations(reward: RewardDocument, path: string): Problem[] {
  const { hold, collectWithin, rollback, draw } = reward;
  const given: [string, string | undefined][] = [
    ['hold', hold],
    ['collectWithin', collectWithin],
    ['rollback', rollback === 'never' ? undefined : rollback],
    ['draw/within', draw?.within],
    ['draw/claim', draw?.claim],
  ];
  return given.flatMap(([key, text]) => {
    const problem = text === undefined ? null : durationProblem(text, `${path}/${key}`);
    return problem ? [problem] : [];
  });
}
