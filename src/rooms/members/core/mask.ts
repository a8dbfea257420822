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

/** A sealed field of a profile as it is shown masked: its first letter, and no length. */
export function maskField(value: string): string {
  const [first = ''] = value;
  return value.length > 1 ? `${first}***` : '***';
}

/** Words of trade: what a sender writes in these fields of an event is about things, not people. */
const OF_THINGS: ReadonlySet<string> = new Set([
  ...['category', 'categories', 'sku', 'product', 'brand', 'store', 'channel', 'page', 'campaign'],
  ...['purchase', 'receipt', 'currency', 'unit', 'language', 'screen', 'deviceType', 'topic'],
]);

/**
 * The free data of an event as a reader sees it who may not see personal data: numbers and yes or
 * no as they are, texts only in the fields that are about things; every other text is `***`.
 */
export function maskData(
  data: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, maskFree(value, OF_THINGS.has(name))]),
  );
}

function maskFree(value: unknown, shown: boolean): unknown {
  if (typeof value === 'string') return shown ? value : '***';
  if (Array.isArray(value)) return value.map((each) => maskFree(each, shown));
  if (value === null || typeof value !== 'object') return value;
  return maskData(value as Readonly<Record<string, unknown>>);
}
