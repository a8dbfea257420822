/** Which roles a group of the identity provider brings: group to roles. */
export type GroupRoles = ReadonlyMap<string, readonly string[]>;

const GROUPS_MOST = 1_000;

/**
 * Reads `HACHI_OIDC_ROLES`: pairs of group and role, with commas between them.
 * @example readGroupRoles('loyalty-team=operations,loyalty-team=marketing,it=data')
 * @throws {RangeError} naming the pair that is none.
 */
export function readGroupRoles(text: string): GroupRoles {
  const found = new Map<string, string[]>();
  for (const pair of text.split(',').map((part) => part.trim())) {
    if (pair === '') continue;
    const at = pair.lastIndexOf('=');
    const group = pair.slice(0, at).trim();
    const role = pair.slice(at + 1).trim();
    if (at < 1 || role === '') throw new RangeError(`"${pair}" is not group=role`);
    found.set(group, [...(found.get(group) ?? []), role]);
  }
  return found;
}

/** The roles of somebody in these groups, each once, in order; unknown groups bring none. */
export function rolesOfGroups(groups: unknown, roles: GroupRoles): string[] {
  const list = Array.isArray(groups) ? groups.slice(0, GROUPS_MOST) : [groups];
  const found = list.flatMap((group) =>
    typeof group === 'string' ? (roles.get(group) ?? []) : [],
  );
  return [...new Set(found)].sort();
}
