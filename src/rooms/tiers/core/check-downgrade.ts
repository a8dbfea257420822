import { parseDuration } from '../../../kernel/duration.ts';
import { durationProblem, roughDays } from '../../../kernel/duration-problem.ts';
import { parseMonthDay } from '../../../kernel/month-day.ts';
import type { Problem } from '../../../kernel/problem.ts';
import { dayOfDate } from '../../../kernel/time.ts';
import type { DowngradeDocument } from './section.ts';

const YEAR = 365;

/** What contradicts itself in the review, the warning ahead of it and the grace after it. */
export function checkDowngrade(downgrade: DowngradeDocument | undefined, path: string): Problem[] {
  if (!downgrade) return [];
  const { policy, review, warn, grace } = downgrade;
  if (policy === 'none') return idle(downgrade, path);
  const problems = reviewProblems(review, `${path}/review`);
  const cycle = cycleDays(review);
  for (const [key, text] of Object.entries({ warn, grace })) {
    if (text === undefined) continue;
    const wrong = durationProblem(text, `${path}/${key}`);
    if (wrong) problems.push(wrong);
    else if (daysOf(text) >= cycle) problems.push(tooLong(key, text, cycle, path));
  }
  return problems;
}

function idle(downgrade: DowngradeDocument, path: string): Problem[] {
  const keys = (['review', 'warn', 'grace'] as const).filter((key) => downgrade[key] !== undefined);
  return keys.map((key) => ({
    code: 'review_without_downgrade',
    path: `${path}/${key}`,
    detail: `With \`policy: none\` nobody is ever moved down, so \`${key}\` has no effect.`,
    fix: `Leave \`${key}\` out, or choose one-down or balance-based.`,
  }));
}

function reviewProblems(review: DowngradeDocument['review'], path: string): Problem[] {
  if (review === undefined || typeof review === 'string') return [];
  if ('every' in review) {
    const problem = durationProblem(review.every, `${path}/every`);
    if (problem) return [problem];
    return daysOf(review.every) < 1 ? [tooOften(review.every, `${path}/every`)] : [];
  }
  return review.calendar.flatMap((text, index) => {
    const at = `${path}/calendar/${index}`;
    if (!parseMonthDay(text)) {
      return [
        {
          code: 'date_does_not_exist',
          path: at,
          detail: `${text} is not a day of every year.`,
          fix: 'Write MM-DD, such as 12-31; for the end of February write 02-28.',
        },
      ];
    }
    if (review.calendar.indexOf(text) === index) return [];
    return [
      { code: 'duplicate_id', path: at, detail: `${text} is listed twice.`, fix: 'Keep one.' },
    ];
  });
}

/** Days from one review to the next, the shortest that there is. */
function cycleDays(review: DowngradeDocument['review']): number {
  if (review === undefined || typeof review === 'string') return YEAR;
  if ('every' in review) return daysOf(review.every);
  const days = review.calendar.flatMap((text) => {
    const at = parseMonthDay(text);
    return at ? [dayOfDate(2027, at.month, at.day)] : [];
  });
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  const gaps = sorted.map((day, index) => (sorted[index + 1] ?? sorted[0]! + YEAR) - day);
  return Math.min(YEAR, ...gaps);
}

function daysOf(text: string): number {
  const duration = parseDuration(text);
  return duration ? roughDays(duration) : 0;
}

function tooOften(every: string, path: string): Problem {
  return {
    code: 'review_too_often',
    path,
    detail: `A review every ${every} would look at every member more than once a day.`,
    fix: 'Write P1D or longer, such as P6M.',
  };
}

function tooLong(key: string, text: string, cycle: number, path: string): Problem {
  return {
    code: `${key}_longer_than_review`,
    path: `${path}/${key}`,
    detail: `\`${key}: ${text}\` is not shorter than the ${Math.round(cycle)} days of a cycle.`,
    fix: `Give \`${key}\` less time than lies between two reviews.`,
  };
}
