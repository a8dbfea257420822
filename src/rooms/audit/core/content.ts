import type { LoggedRow } from './entry.ts';

const UTF8 = new TextEncoder();

/**
 * What is hashed of a row: each part with its length in bytes, so that no two rows look alike.
 * The function `audit_content` of the database says the same in SQL.
 */
export function contentOf(row: Omit<LoggedRow, 'link'>): string {
  return [
    row.day,
    String(row.writer),
    String(row.no),
    String(row.at),
    row.actor,
    row.action,
    row.subject,
    row.fields,
    row.reason,
    row.detail,
  ]
    .map(part)
    .join('');
}

function part(text: string | null): string {
  return text === null ? '-,' : `${UTF8.encode(text).length}:${text},`;
}
