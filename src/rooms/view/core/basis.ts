import type { ProgramDocument } from '../../program/index.ts';

/** Why the hub may hold and show something: the membership itself, or a consent to a purpose. */
export interface Basis {
  readonly ground: 'membership' | 'consent';
  /** The purpose of the program's `consent` section; null for the membership itself. */
  readonly purpose: string | null;
}

export const MEMBERSHIP: Basis = { ground: 'membership', purpose: null };

interface Purpose {
  readonly id: string;
  readonly rests?: { readonly attributes?: readonly string[] };
}

/** What each attribute rests on, as the program says it; the membership where it says nothing. */
export function basisOfAttribute(document: ProgramDocument, name: string): Basis {
  const { purposes = [] } = (document.consent ?? {}) as { purposes?: readonly Purpose[] };
  const purpose = purposes.find(({ rests }) => rests?.attributes?.includes(name));
  return purpose ? { ground: 'consent', purpose: purpose.id } : MEMBERSHIP;
}
