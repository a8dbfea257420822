import { nearestName } from '../../../kernel/nearest-name.ts';

/** Names listed before the rest is left out. */
const SHOWN = 12;

/** The `fix` for a name that nobody knows: what was meant, or what there is. */
export function suggest(name: string, known: readonly string[]): string {
  const meant = nearestName(name, known);
  if (meant) return `Did you mean \`${meant}\`?`;
  if (known.length === 0) return 'There is none that could be named here.';
  const shown = known.slice(0, SHOWN).join(', ');
  return `Use one of: ${shown}${known.length > SHOWN ? ', …' : ''}.`;
}
