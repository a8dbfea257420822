import type { Problem } from '../../../kernel/problem.ts';
import { type ProgramDocument, type Section, suggest } from '../../program/index.ts';
import { type ProfileDocument, ProfileSection } from './section.ts';
import { whereRead } from './where-read.ts';

/** The `profile` section of the program document. */
export const profileSection: Section = {
  name: 'profile',
  noun: 'Profile',
  power: 'data',
  schema: ProfileSection,
  required: false,
  check(document) {
    const { fields = {}, identifiers = {} } = (document.profile ?? {}) as Partial<ProfileDocument>;
    return [
      ...Object.keys(identifiers).flatMap((kind) => unknownKind(kind, document)),
      ...Object.entries(fields).flatMap(([name, field]) => checkField(name, field)),
      ...sealedButRead(fields, document),
    ];
  },
  describe: (key, item) => (key === 'fields' ? describeFields(item) : describeKinds(item)),
};

/** What the intake knows when the program does not say. */
const USUAL: readonly string[] = ['id', 'card', 'phone', 'email', 'app'];

type Fields = ProfileDocument['fields'];

function describeFields(item: unknown): string {
  return Object.entries(item as Fields)
    .map(([name, { keep, required }]) => `${name} (${keep}${required ? ', required' : ''})`)
    .join(', ');
}

function describeKinds(item: unknown): string {
  return Object.entries(item as NonNullable<ProfileDocument['identifiers']>)
    .map(([kind, { required }]) => (required ? `${kind} (required)` : kind))
    .join(', ');
}

function unknownKind(kind: string, document: ProgramDocument): Problem[] {
  const { identify } = (document.intake ?? {}) as { identify?: unknown };
  const kinds = (Array.isArray(identify) ? identify : USUAL).filter(
    (one) => typeof one === 'string',
  );
  if (kinds.includes(kind)) return [];
  return [
    {
      code: 'profile_identifier_unknown',
      path: `/profile/identifiers/${kind}`,
      detail: `"${kind}" is not a kind of identifier of this program.`,
      fix: suggest(kind, kinds),
    },
  ];
}

function checkField(name: string, { keep, oneOf, format }: Fields[string]): Problem[] {
  if (!oneOf || (keep === 'trait' && format === undefined)) return [];
  return [
    {
      code: 'profile_field_contradicts',
      path: `/profile/fields/${name}/oneOf`,
      detail: 'Only a trait without a format can have a list of values.',
      fix: 'Leave `oneOf` or `format` out, or keep it as a trait.',
    },
  ];
}

/** What is sealed cannot be seen by a rule, a level, a board: the program says so at once. */
function sealedButRead(fields: Fields, document: ProgramDocument): Problem[] {
  const sealed = Object.keys(fields).filter((name) => fields[name]?.keep === 'sealed');
  return sealed.flatMap((name) =>
    whereRead(document, name).map((path) => ({
      code: 'profile_field_sealed',
      path,
      detail: `"${name}" is sealed: no condition can look at it.`,
      fix: 'Ask for a trait instead, such as an age band or the month and day of a birthday.',
    })),
  );
}
