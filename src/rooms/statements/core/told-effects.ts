import type { Decision, Effect } from '../../engine/index.ts';
import { effectWords } from './effect-words.ts';
import { type Label, type Words, wordsOf } from './words.ts';

/** Where an effect names an item, and in which section of the document that item has its name. */
const NAMED = [
  ['challenge', 'challenges'],
  ['badge', 'badges'],
  ['benefit', 'benefits'],
  ['reward', 'rewards'],
  ['scene', 'scenes'],
  ['of', 'coupons'],
] as const;

/** What happened in the other rooms, in words, by the names of the program that decided. */
export function toldEffects(decision: Decision, document: Record<string, unknown> | undefined) {
  const shown = decision.effects.filter(({ followUp }) => !followUp);
  return shown.map((effect) => ({ ...effect, text: told(effect, document) }));
}

function told(effect: Effect, document: Record<string, unknown> | undefined): Words {
  const words = happened(effect);
  const name = nameOf(effect, document);
  return name ? { en: `${name.en}: ${words.en}`, zh: `${name.zh}：${words.zh}` } : words;
}

function happened(effect: Effect): Words {
  const { room, kind, after, target, completed } = effect;
  if (room !== 'challenges' || kind !== 'progress') return effectWords(room, kind);
  if (completed === true) return { en: 'completed.', zh: '已完成。' };
  return { en: `${after} of ${target}.`, zh: `${after}/${target}。` };
}

function nameOf(effect: Effect, document: Record<string, unknown> | undefined): Words | null {
  for (const [field, section] of NAMED) {
    const id = effect[field];
    if (typeof id !== 'string') continue;
    const items = (document?.[section] ?? []) as { id: string; name?: Label }[];
    return wordsOf(items.find((one) => one.id === id)?.name, id);
  }
  return null;
}
