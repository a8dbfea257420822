/** Who asks, and what they may do. */
export interface Caller {
  readonly kind: 'admin' | 'operator' | 'key' | 'member' | 'nobody';
  /** Names the caller among its kind, for ever. */
  readonly id: string;
  /** For people. */
  readonly name: string;
  /** The till, kiosk or app that the caller is; null when it is none. */
  readonly touchpoint: string | null;
  /** The only store that the caller may write for; null for every store. */
  readonly store: string | null;
  /** Who made the caller's key, as written down; absent for people. */
  readonly madeBy?: string;
  /** Whether the caller holds a permission, such as `members.read`. */
  may(permission: string): boolean;
}

/** The caller of a public route. */
export const NOBODY: Caller = {
  kind: 'nobody',
  id: '',
  name: 'nobody',
  touchpoint: null,
  store: null,
  may: () => false,
};

/** The holder of the administrator's key: the root of the machine, who may do everything. */
export const ADMIN: Caller = {
  kind: 'admin',
  id: 'admin',
  name: 'administrator',
  touchpoint: null,
  store: null,
  may: () => true,
};

/** How a caller is written down: `admin`, `operator:3`, `key:till7`. */
export function actorOf({ kind, id }: Pick<Caller, 'kind' | 'id'>): string {
  return kind === 'admin' ? kind : `${kind}:${id}`;
}
