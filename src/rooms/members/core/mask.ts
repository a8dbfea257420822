import type { Identifier } from './identifier-key.ts';

/** How many characters at the end are shown of what is not an e-mail. */
const SHOWN = 4;

/**
 * An identifier as a screen may show it to somebody who need not know it:
 * `+86*******8000`, `m***@example.com`, `****1234`. Short ones are hidden whole.
 */
export function maskIdentifier({ kind, value }: Identifier): Identifier {
  return { kind, value: kind === 'email' ? maskEmail(value) : maskText(kind, value) };
}

function maskEmail(value: string): string {
  const at = value.lastIndexOf('@');
  return at > 1 ? `${value.slice(0, 1)}***${value.slice(at)}` : `***${value.slice(at)}`;
}

function maskText(kind: string, value: string): string {
  const shownFirst = kind === 'phone' ? 3 : 0;
  const letters = [...value];
  const hidden = letters.length - SHOWN - shownFirst;
  if (hidden < SHOWN) return '*'.repeat(letters.length);
  const first = letters.slice(0, shownFirst).join('');
  return `${first}${'*'.repeat(hidden)}${letters.slice(-SHOWN).join('')}`;
}
