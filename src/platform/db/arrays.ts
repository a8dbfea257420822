/**
 * Array parameters as PostgreSQL's own text. A batch passes a dozen of them per statement; the
 * driver's general conversion costs more than everything else on the way out.
 */

/** `{1,2,NULL}` for `bigint[]`, `integer[]` or `float8[]`. */
export function numbers(values: readonly (number | null)[]): string {
  return `{${values.map((value) => (value === null ? 'NULL' : value)).join(',')}}`;
}

/** `{"a","b",NULL}` for `text[]`: any text, quoted. */
export function texts(values: readonly (string | null)[]): string {
  return `{${values.map((value) => (value === null ? 'NULL' : quote(value))).join(',')}}`;
}

/** `text[]` of JSON documents: they hold no control characters, so the fast native escape fits. */
export function documents(values: readonly string[]): string {
  return `{${values.map((value) => JSON.stringify(value)).join(',')}}`;
}

/** `{"\\x0a1b"}` for `bytea[]`. */
export function hashes(values: readonly string[]): string {
  return `{${values.map((hex) => `"\\\\x${hex}"`).join(',')}}`;
}

function quote(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : `"${text.replace(/["\\]/g, '\\$&')}"`;
}

const PLAIN = /^[\w./: @+-]*$/;
