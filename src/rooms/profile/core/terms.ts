import type { ProfileTerms } from '../../events/index.ts';
import type { ProfileDocument } from './section.ts';

/** What events of members are read with; null when the program asks for nothing in particular. */
export function compileProfile(document: ProfileDocument | undefined): ProfileTerms | null {
  if (!document) return null;
  const fields = Object.entries(document.fields).map(
    ([name, { keep, required = false, format = 'text', oneOf = null }]) =>
      [name, { keep, required, format, oneOf }] as const,
  );
  const identifiers = Object.entries(document.identifiers ?? {})
    .filter(([, { required }]) => required === true)
    .map(([kind]) => kind);
  return { fields: new Map(fields), identifiers };
}
