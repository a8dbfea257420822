import type { Vault } from '../../platform/vault/index.ts';
import type { Fact, Identifier } from '../events/index.ts';

const ABOUT = 'a fact that waits';
/** What no identifier of an event can begin with. */
const MARK = '\u0001';

/** A fact that has to wait, as it is kept: whom it names lies sealed. */
export function sealFact(vault: Vault, fact: Fact): Fact {
  const seal = ({ kind, value }: Identifier): Identifier =>
    kind === 'id' ? { kind, value } : { kind, value: MARK + vault.sealText(ABOUT, value) };
  return { ...fact, identifiers: fact.identifiers.map(seal), to: fact.to.map(seal) };
}

/** The fact as it came; one of before the vault is as it is. */
export function openFact(vault: Vault, fact: Fact): Fact {
  const open = ({ kind, value }: Identifier): Identifier =>
    value.startsWith(MARK)
      ? { kind, value: vault.openText(ABOUT, value.slice(1)) }
      : { kind, value };
  return { ...fact, identifiers: fact.identifiers.map(open), to: fact.to.map(open) };
}
