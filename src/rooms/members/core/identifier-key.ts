/** One way to recognise a member, normalised. */
export interface Identifier {
  readonly kind: string;
  readonly value: string;
}

/** The key of an identifier in maps: neither part can hold a line feed. */
export function identifierKey(kind: string, value: string): string {
  return `${kind}\n${value}`;
}
