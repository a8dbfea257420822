import { type Rejection, reject } from '../../../kernel/problem.ts';

const HUB_ID = /^mem_/;
const KIND_AND_VALUE = /^([a-z][a-z0-9-]{0,39}):(.+)$/s;

/** How a path names a member, for the reference page. */
export const MEMBER_IN_PATH =
  '`mem_123`, or a kind of identifier and its value: `phone:+8613800138000`, `card:HM00001`. ' +
  'Write special characters as %XX.';

/**
 * The member that a path names, as an event says it: `mem_7` becomes `{ id: 'mem_7' }` and
 * `phone:+86…` becomes `{ phone: '+86…' }`.
 * @throws {Rejection} 400 `member_unreadable` when the text is neither.
 */
export function memberOfPath(text: string): Record<string, string> {
  if (HUB_ID.test(text)) return { id: text };
  const [, kind, value] = KIND_AND_VALUE.exec(text) ?? [];
  if (kind === undefined || value === undefined) throw unreadable();
  return { [kind]: value };
}

function unreadable(): Rejection {
  return reject(400, {
    code: 'member_unreadable',
    path: '/path/member',
    detail: 'The path names no member.',
    fix: 'Write the id (mem_123) or kind:value, such as phone:+8613800138000 or card:HM00001.',
  });
}
