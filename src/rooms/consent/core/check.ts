import { durationProblem } from '../../../kernel/duration-problem.ts';
import type { Problem } from '../../../kernel/problem.ts';
import { parseDay } from '../../../kernel/time.ts';
import { duplicateIds, type ProgramDocument, type Section, suggest } from '../../program/index.ts';
import { type ConsentDocument, ConsentSection, type PurposeDocument } from './section.ts';

/** The `consent` section of the program document. */
export const consentSection: Section = {
  name: 'consent',
  noun: 'Consent',
  power: 'data',
  schema: ConsentSection,
  required: false,
  check(document) {
    const { purposes = [], requests } = (document.consent ?? {}) as Partial<ConsentDocument>;
    const { answerWithin } = requests ?? {};
    const path = '/consent/requests/answerWithin';
    const wrong = answerWithin === undefined ? null : durationProblem(answerWithin, path);
    return [
      ...duplicateIds(purposes, 'purpose', '/consent/purposes'),
      ...purposes.flatMap((one, index) =>
        checkPurpose(one, `/consent/purposes/${index}`, document),
      ),
      ...(wrong ? [wrong] : []),
    ];
  },
  describe: (key, item) =>
    key === 'purposes'
      ? (item as PurposeDocument[]).map(describePurpose).join('; ')
      : `requests are answered within ${(item as { answerWithin?: string }).answerWithin ?? 'P1M'}`,
};

function describePurpose({ id, channels = [], versions, rests = {} }: PurposeDocument): string {
  const by = channels.length > 0 ? ` by ${channels.join(', ')}` : '';
  const uses = Object.entries(rests).map(([what, names]) =>
    names === true ? what : `${what} ${(names as string[]).join(', ')}`,
  );
  const on = uses.length > 0 ? `, for ${uses.join(' and ')}` : '';
  return `${id}${by}, text ${versions.at(-1)?.id ?? ''}${on}`;
}

function checkPurpose(one: PurposeDocument, path: string, document: ProgramDocument): Problem[] {
  return [
    ...duplicateIds(one.versions, 'version', `${path}/versions`),
    ...checkVersions(one.versions, `${path}/versions`),
    ...checkRests(one.rests ?? {}, `${path}/rests`, document),
  ];
}

function checkVersions(versions: PurposeDocument['versions'], path: string): Problem[] {
  let last = Number.NEGATIVE_INFINITY;
  return versions.flatMap(({ from }, index): Problem[] => {
    const day = parseDay(from);
    const at = `${path}/${index}/from`;
    if (day === null) {
      const fix = 'Write a day of the calendar, such as 2026-01-31.';
      return [{ code: 'date_does_not_exist', path: at, detail: `There is no day ${from}.`, fix }];
    }
    const before = last;
    last = Math.max(last, day);
    if (day > before) return [];
    const detail = `${from} is not after the first day of the version before.`;
    const fix = 'List versions oldest first, each from a later day.';
    return [{ code: 'consent_versions_order', path: at, detail, fix }];
  });
}

/** What the document has to rest on a consent. */
function checkRests(
  {
    rules = [],
    challenges = [],
    referrals,
    attributes = [],
  }: NonNullable<PurposeDocument['rests']>,
  path: string,
  document: ProgramDocument,
): Problem[] {
  const problems = [
    ...unknownIds(rules, 'rule', idsOf(document.earning), `${path}/rules`),
    ...unknownIds(challenges, 'challenge', idsOf(document.challenges), `${path}/challenges`),
    ...unknownFields(attributes, document, `${path}/attributes`),
    ...shownOnBoards(attributes, document, `${path}/attributes`),
  ];
  if (!referrals || document.referrals) return problems;
  const detail = 'The program has no referrals.';
  const fix = 'Leave it out, or add a `referrals` section.';
  return [...problems, { code: 'consent_rests_unknown', path: `${path}/referrals`, detail, fix }];
}

/** Where the program says what it asks of members, nothing else can rest on a consent. */
function unknownFields(
  names: readonly string[],
  { profile }: ProgramDocument,
  path: string,
): Problem[] {
  const { fields } = (profile ?? {}) as { fields?: unknown };
  if (typeof fields !== 'object' || fields === null) return [];
  return unknownIds(names, 'profile field', Object.keys(fields), path);
}

function idsOf(items: unknown): string[] {
  if (!Array.isArray(items)) return [];
  return items.flatMap((item: { id?: unknown } | null) =>
    typeof item?.id === 'string' ? [item.id] : [],
  );
}

function unknownIds(
  names: readonly string[],
  what: string,
  known: readonly string[],
  path: string,
): Problem[] {
  return names.flatMap((name, index) =>
    known.includes(name)
      ? []
      : [
          {
            code: 'consent_rests_unknown',
            path: `${path}/${index}`,
            detail: `There is no ${what} "${name}".`,
            fix: suggest(name, known),
          },
        ],
  );
}

/** A board has its own attribute for who agreed; it is read for all members at once. */
function shownOnBoards(
  attributes: readonly string[],
  { challenges }: ProgramDocument,
  path: string,
): Problem[] {
  const boards = (Array.isArray(challenges) ? challenges : []).flatMap(
    (one: { leaderboard?: { consent?: string; name?: string } } | null) => one?.leaderboard ?? [],
  );
  const read = new Set(
    boards.flatMap(({ consent = 'leaderboard', name = 'name' }) => [consent, name]),
  );
  return attributes.flatMap((attribute, index) =>
    read.has(attribute)
      ? [
          {
            code: 'consent_on_leaderboard',
            path: `${path}/${index}`,
            detail: `A leaderboard shows members by "${attribute}", which says itself who agreed.`,
            fix: 'Leave it out here, or let the leaderboard use another attribute.',
          },
        ]
      : [],
  );
}
