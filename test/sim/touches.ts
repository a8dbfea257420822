import type { Draft, SimEvent } from './model.ts';
import { lasting } from './terms.ts';

/** Devices of the simulated shop: all of one store, without a place. */
export const TOUCHPOINTS = [
  { id: 'phone', kind: 'app' },
  { id: 'till', kind: 'pos' },
  { id: 'site', kind: 'web' },
  { id: 'stolen', kind: 'pos', state: 'revoked' },
] as const;

/** Through which device an event of a channel comes; one in many through the one shut out. */
export function deviceOf(channel: string, number: number): string {
  if (number % 41 === 0) return 'stolen';
  return channel === 'store' ? 'till' : channel === 'app' ? 'phone' : 'site';
}

/** Whether it came through what is shut out. */
export function isShutOut({ touchpoint }: SimEvent): boolean {
  return touchpoint === 'stolen';
}

/** How far back the one scene looks: alike in all versions, for it bounds what is remembered. */
const WITHIN = 'P2D';
/** An event so far behind the newest touch still sees everything. */
const LATE_MS = 86_400_000;
const REMEMBERED = 20;

/** Bought in the app, then at the till. */
export function sceneText(apart: string) {
  return {
    id: 'app-then-till',
    within: WITHIN,
    when: `touches.type("purchase").kind("app")
      .followedBy(touches.type("purchase").kind("pos"), "${apart}").any`,
  };
}

export type SceneText = ReturnType<typeof sceneText>;

/** What a member has bought through a device that the scene looks at. */
export interface Touch {
  readonly kind: string;
  readonly at: number;
}

/** Notes a purchase; the scene looks at two kinds of device. */
export function noteTouch({ event, member, happenedAt }: Draft): void {
  const kind = TOUCHPOINTS.find(({ id }) => id === event.touchpoint)?.kind;
  if (kind === 'app' || kind === 'pos') member.touches.push({ kind, at: happenedAt });
}

/** Whether the scene holds at the event: every pair of purchases is looked at. */
export function sceneHolds({ member, program, happenedAt: now, zone }: Draft): boolean {
  const [scene] = program.scenes;
  if (!scene) return false;
  const span = (text: string): number => zone.plus(0, lasting(text));
  const within = span(scene.within);
  const apart = span(/"(PT\d+H)"/.exec(scene.when)?.[1] ?? '');
  const seen = kept(member.touches, within).filter(({ at }) => at <= now && now - at <= within);
  return seen.some(
    (late) =>
      late.kind === 'pos' &&
      seen.some(({ kind, at }) => kind === 'app' && at < late.at && late.at - at <= apart),
  );
}

/** The newest of each kind, none too far behind the newest of all. */
function kept(touches: readonly Touch[], within: number): Touch[] {
  const newest = Math.max(...touches.map(({ at }) => at));
  return ['app', 'pos'].flatMap((kind) =>
    touches
      .filter((one) => one.kind === kind && newest - one.at <= within + LATE_MS)
      .sort((a, b) => b.at - a.at)
      .slice(0, REMEMBERED),
  );
}
