import { formatInstant, type Instant } from '../../../kernel/time.ts';
import type { SceneAnswer, Scenes } from '../../scenes/index.ts';
import type { TraceLine } from './decision.ts';
import type { Effect } from './parts/effect.ts';
import type { MemberState } from './state.ts';

/** Asks the scenes of one decision, and remembers why each held or did not. */
export class SceneAnswers {
  readonly #scenes: Scenes;
  readonly #state: MemberState;
  readonly #told: (SceneAnswer & { readonly now: Instant })[] = [];

  constructor(scenes: Scenes, state: MemberState) {
    this.#scenes = scenes;
    this.#state = state;
  }

  /** Several rules ask the same: a scene is looked at once in a decision. */
  readonly holds = (id: string, now: Instant): boolean => {
    const known = this.#told.find((one) => one.scene === id && one.now === now);
    if (known) return known.holds;
    const answer = this.#scenes.ask(id, this.#state.slices.touches, now);
    this.#told.push({ ...answer, now });
    return answer.holds;
  };

  /** Writes into the trace which scenes were asked, and into the effects what they looked at. */
  tell(trace: TraceLine[], effects: Effect[]): void {
    for (const { scene, holds, reason, touches } of this.#told) {
      trace.push([`scene:${scene}`, reason, 0]);
      if (touches.length === 0) continue;
      effects.push({
        room: 'scenes',
        kind: holds ? 'scene.held' : 'scene.missed',
        scene,
        touches: touches.map((one) => ({ ...one, at: formatInstant(one.at) })),
      });
    }
  }
}
