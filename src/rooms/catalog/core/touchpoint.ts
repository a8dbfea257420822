/** What a touchpoint can be; scenes speak of these words. */
export const TOUCHPOINT_KINDS = [
  'pos',
  'kiosk',
  'app',
  'mini-program',
  'web',
  'sensor',
  'desk',
  'partner',
  'other',
] as const;

export type TouchpointKind = (typeof TOUCHPOINT_KINDS)[number];

/** Registered devices and channels that one hub remembers. */
export const TOUCHPOINTS_MOST = 200_000;

/**
 * What people at the hub's own desk (operators, the administrator) stand at when they name no
 * touchpoint. It cannot be registered or revoked.
 */
export const DESK = 'hub';

/** A device or channel through which a member is met. */
export interface Touchpoint {
  readonly id: string;
  readonly kind: TouchpointKind;
  readonly name: string;
  readonly nameZh: string | null;
  /** Where it stands; null for one that moves, or that has no place. */
  readonly store: string | null;
  readonly channel: string | null;
  readonly state: 'active' | 'revoked';
}

/** A touchpoint as somebody writes it down: a state that is left out stays as it is. */
export type WrittenTouchpoint = Omit<Touchpoint, 'state'> & {
  readonly state: Touchpoint['state'] | null;
};

/** What an event's check needs of a touchpoint. */
export type KnownTouchpoint = Pick<Touchpoint, 'kind' | 'store' | 'channel' | 'state'>;
