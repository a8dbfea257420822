import { PERMISSIONS, ROLES } from '../src/rooms/access/index.ts';

/** docs/reference/access.md: what each role may, from the catalogue itself. */
export function accessPage(): string {
  const roles = Object.entries(ROLES);
  const holds = (permission: string) =>
    roles.map(([, { may }]) => ((may as readonly string[]).includes(permission) ? '✓' : ' '));
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    '# Permissions and roles',
    '',
    'Every route names one permission: `x-permission` in [openapi.json](../../openapi.json). This',
    'page is written by `scripts/write-access-page.ts`.',
    'How to use it: [Access](../guides/access.md).',
    '',
    ...roles.map(([name, { says }]) => `- **${name}**: ${says}.`),
    '',
    row(['permission', ...roles.map(([name]) => name), 'what it allows']),
    row(['---', ...roles.map(() => '---'), '---']),
    ...Object.entries(PERMISSIONS).map(([permission, says]) =>
      row([`\`${permission}\``, ...holds(permission), says]),
    ),
    '',
  ].join('\n');
}
