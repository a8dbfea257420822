import type { Program } from '../../engine/index.ts';
import type { Fact } from '../../events/index.ts';

/**
 * The event with the kind of its touchpoint, when a scene may look at such an event. It is stored
 * with it, so that deciding it again sees the same, whatever the touchpoint is called by then. What
 * a sender says of it counts for nothing.
 */
export function withTouch({ scenes }: Program, fact: Fact, kind: string | null): Fact {
  if (scenes === null || !scenes.mayTouch(fact.type)) return fact;
  const data = fact.data as { readonly found?: unknown };
  const { found = {} } = data;
  if (typeof found !== 'object' || found === null || Array.isArray(found)) return fact;
  const { touch: _, ...others } = found as { readonly touch?: unknown };
  if (kind !== null) return { ...fact, data: { ...data, found: { ...others, touch: kind } } };
  if (!Object.hasOwn(found, 'touch')) return fact;
  return { ...fact, data: { ...data, found: others } };
}
