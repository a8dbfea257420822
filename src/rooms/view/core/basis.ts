import type { ProgramDocument } from '../../program/index.ts';

/** Why the hub may hold and show something: the membership itself, or a consent to a purpose. */
export interface Basis {
  readonly ground: 'membership' | 'consent';
  /** The purpose of the program's `consent` section; null for the membership itself. */
  readonly purpose: string | null;
  /** Why it was asked, in the program's words for the member; null where it says nothing. */
  readonly asked: Label | null;
}

/** Words of a program: in one language, or in several. */
type Label = string | { readonly en: string; readonly zh?: string };

export const MEMBERSHIP: Basis = { ground: 'membership', purpose: null, asked: null };

interface Purpose {
  readonly id: string;
  readonly rests?: { readonly attributes?: readonly string[]; readonly preferences?: boolean };
}

interface Field {
  readonly keep: 'sealed' | 'trait';
  readonly purpose: Label;
}

/** What a field of a member rests on, and why it was asked, as the program says it. */
export function basisOfField(document: ProgramDocument, name: string): Basis {
  const asked = fieldsOf(document)[name]?.purpose ?? null;
  const purpose = purposesOf(document).find(({ rests }) => rests?.attributes?.includes(name));
  return { ...(purpose ? onConsent(purpose) : MEMBERSHIP), asked };
}

/** What the preferences rest on. */
export function basisOfPreferences(document: ProgramDocument): Basis {
  const purpose = purposesOf(document).find(({ rests }) => rests?.preferences);
  return purpose ? onConsent(purpose) : MEMBERSHIP;
}

/** Names of the fields that the program keeps in the vault. */
export function sealedFields(document: ProgramDocument): string[] {
  return Object.entries(fieldsOf(document)).flatMap(([name, { keep }]) =>
    keep === 'sealed' ? [name] : [],
  );
}

function onConsent({ id }: Purpose): Basis {
  return { ground: 'consent', purpose: id, asked: null };
}

function purposesOf(document: ProgramDocument): readonly Purpose[] {
  return ((document.consent ?? {}) as { purposes?: readonly Purpose[] }).purposes ?? [];
}

function fieldsOf(document: ProgramDocument): Readonly<Record<string, Field>> {
  return ((document.profile ?? {}) as { fields?: Readonly<Record<string, Field>> }).fields ?? {};
}
