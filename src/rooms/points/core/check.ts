import { parseDuration } from '../../../kernel/duration.ts';
import { durationProblem, roughDays } from '../../../kernel/duration-problem.ts';
import { parseMonthDay } from '../../../kernel/month-day.ts';
import { PERIODS } from '../../../kernel/period.ts';
import type { Problem } from '../../../kernel/problem.ts';
import type { Section } from '../../program/index.ts';
import { describeCurrency } from './describe.ts';
import { type CurrencyDocument, type PointsDocument, PointsSection } from './section.ts';

/** The `points` section of the program document. */
export const pointsSection: Section = {
  name: 'points',
  noun: 'Currency',
  power: 'operations',
  schema: PointsSection,
  required: true,
  check: ({ points }) =>
    Object.entries((points ?? {}) as PointsDocument).flatMap(([id, currency]) => {
      const path = `/points/${id}`;
      return [
        ...durations(currency, path),
        ...expiry(currency, path),
        ...uses(currency, path),
        ...caps(currency, path),
      ];
    }),
  describe: (_, item) => describeCurrency(item as CurrencyDocument),
};

function durations({ pending, expiry, hold }: CurrencyDocument, path: string): Problem[] {
  const given: [string, string | undefined][] = [
    [`${path}/hold/for`, hold?.for],
    [`${path}/pending/for`, pending && 'for' in pending ? pending.for : undefined],
    [`${path}/pending/within`, pending && 'until' in pending ? pending.within : undefined],
    [`${path}/expiry/rolling`, lifetime(expiry, 'rolling')],
    [`${path}/expiry/sliding`, lifetime(expiry, 'sliding')],
  ];
  return given.flatMap(([at, text]) => {
    const problem = text === undefined ? null : durationProblem(text, at);
    return problem ? [problem] : [];
  });
}

function lifetime(
  expiry: CurrencyDocument['expiry'],
  key: 'rolling' | 'sliding',
): string | undefined {
  if (typeof expiry === 'string') return undefined;
  return (expiry as { rolling?: string; sliding?: string })[key];
}

function expiry({ expiry, pending }: CurrencyDocument, path: string): Problem[] {
  if (typeof expiry === 'string') return [];
  if ('calendar' in expiry && !parseMonthDay(expiry.calendar)) {
    return [
      {
        code: 'date_does_not_exist',
        path: `${path}/expiry/calendar`,
        detail: `${expiry.calendar} is not a day of every year.`,
        fix: 'Write MM-DD, such as 12-31; for the end of February write 02-28.',
      },
    ];
  }
  const waits = pending && ('for' in pending ? pending.for : pending.within);
  const lives = 'rolling' in expiry && expiry.from !== 'activated' ? expiry.rolling : undefined;
  if (!waits || !lives || daysOf(waits) < daysOf(lives)) return [];
  return [
    {
      code: 'pending_longer_than_expiry',
      path: `${path}/pending`,
      detail: `Points wait ${waits} but end ${lives} after they were earned.`,
      fix: 'Shorten the waiting, lengthen the expiry, or let it count `from: activated`.',
    },
  ];
}

function daysOf(text: string): number {
  const duration = parseDuration(text);
  return duration ? roughDays(duration) : 0;
}

function uses(currency: CurrencyDocument, path: string): Problem[] {
  const qualifying = currency.qualifying ?? false;
  const spendable = currency.spendable ?? !qualifying;
  const problems: Problem[] = [];
  const say = (code: string, at: string, detail: string, fix: string): void => {
    problems.push({ code, path: path + at, detail, fix });
  };
  if (!qualifying && !spendable) {
    say(
      'currency_without_use',
      '/spendable',
      'These points can neither be spent nor count for a tier.',
      'Set `qualifying: true`, or leave `spendable` out.',
    );
  }
  if (qualifying && currency.transfer) {
    say(
      'qualifying_cannot_transfer',
      '/transfer',
      'Points that count for a tier would be handed from member to member.',
      'Leave `transfer` out, or keep tier points in a currency of their own.',
    );
  }
  if (qualifying && currency.pending && 'until' in currency.pending) {
    say(
      'qualifying_pending_by_event',
      '/pending',
      'Points that count for a tier would wait for an event that may never come.',
      'Let them wait `for` a time, or not at all.',
    );
  }
  if (spendable) return problems;
  for (const key of ['overdraft', 'hold', 'transfer'] as const) {
    if (!currency[key] || (key === 'transfer' && qualifying)) continue;
    say(
      'not_spendable',
      `/${key}`,
      `\`${key}\` makes no sense for points that cannot be spent.`,
      `Leave \`${key}\` out, or set \`spendable: true\`.`,
    );
  }
  return problems;
}

/** One cap a period; a cap on a longer period that is lower makes the shorter one idle. */
function caps({ caps = [] }: CurrencyDocument, path: string): Problem[] {
  const problems: Problem[] = [];
  caps.forEach((cap, index) => {
    const at = `${path}/caps/${index}`;
    const length = PERIODS.indexOf(cap.per as (typeof PERIODS)[number]);
    if (caps.findIndex((other) => other.per === cap.per) < index) {
      problems.push({
        code: 'duplicate_cap',
        path: at,
        detail: `There are two caps for ${cap.per}.`,
        fix: 'Keep the lower one.',
      });
    }
    const longer = caps.find(
      (other) =>
        PERIODS.indexOf(other.per as (typeof PERIODS)[number]) > length &&
        other.points < cap.points,
    );
    if (!longer) return;
    problems.push({
      code: 'cap_never_reached',
      path: at,
      detail: `${cap.points} a ${cap.per} is idle: ${longer.per} ends at ${longer.points}.`,
      fix: 'Give the longer period the higher cap.',
    });
  });
  return problems;
}
