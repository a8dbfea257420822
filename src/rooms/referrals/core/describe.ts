import { describeGrants, type Grant, type ProgramDocument } from '../../program/index.ts';
import { type FraudDocument, USUAL_HOLD } from './fraud/fraud-terms.ts';
import type { ReferralsDocument } from './section.ts';

type Part = keyof ReferralsDocument;
type Words = { readonly [K in Part]: (part: NonNullable<ReferralsDocument[K]>) => string };

/** One setting of the section in a line of words, for the plan. */
const WORDS: Words = {
  link: (link) => link.replace('{code}', 'CODE'),
  advocate: ({ when }) => `members bring friends when ${when}`,
  bind: ({ within }) => `a code may be named up to ${within} after enrolment`,
  qualify({ within, least, when, pendingFor }) {
    const what = [
      ...(least === undefined ? [] : [`of at least ${least}`]),
      ...(when === undefined ? [] : [`when ${when}`]),
    ];
    const window = pendingFor === undefined ? 'at once' : `after ${pendingFor}`;
    return [`a purchase within ${within}`, ...what, `counts ${window}`].join(' ');
  },
  friend({ welcome, qualified }) {
    const parts = [
      ...(welcome ? [`${describeGrants(welcome.grants)} on coming`] : []),
      ...(qualified ? [`${describeGrants(qualified.grants)} on qualifying`] : []),
    ];
    return `the friend gets ${parts.join(', ')}`;
  },
  reach: (levels) =>
    levels
      .map((level) => {
        const who = 'at' in level ? `from ${level.at} friends` : `when ${level.when}`;
        return `${level.id} (${who}) gets ${describeGrants(level.grants)}`;
      })
      .join('; '),
  chain: (links) =>
    links
      .map(({ counts, grants }, index) => `depth ${index + 1} counts ${counts}${given(grants)}`)
      .join(', '),
  progress: (steps) =>
    steps.map(({ id, at, grants }) => `${id} at ${at}: ${describeGrants(grants)}`).join('; '),
  onReturn: (policy) =>
    policy === 'clawback' ? 'a return takes rewards back' : 'a return leaves rewards',
  limits({ perMember = [], total }) {
    const each = perMember.map((limit) =>
      'times' in limit
        ? `${limit.times.toLocaleString('en-US')} times an advocate in ${limit.per}`
        : `cost ${limit.cost} an advocate in ${limit.per}`,
    );
    const all = total ? [`cost ${total.cost} in all in ${total.per ?? 'ever'}`] : [];
    return `at most ${[...each, ...all].join(', ')}`;
  },
  fraud(fraud) {
    const { hold = USUAL_HOLD, checks = {} } = fraud as FraudDocument;
    const set = Object.entries(checks).map(([code, settings]) => {
      const values = Object.entries(settings).map(([key, value]) => `${key} ${String(value)}`);
      return `${code} ${values.join(' ')}`;
    });
    return [`held from ${hold}`, ...set].join(', ');
  },
};

/** One part of the section in words. */
export function describeReferrals(key: string, item: unknown, _: ProgramDocument): string {
  const say = WORDS[key as Part] as ((part: unknown) => string) | undefined;
  return say ? say(item) : JSON.stringify(item);
}

function given(grants: readonly Grant[] | undefined): string {
  return grants ? ` and gives ${describeGrants(grants)}` : '';
}
