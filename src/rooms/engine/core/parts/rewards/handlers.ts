import type { FactData } from '../../../../events/index.ts';
import {
  fulfil,
  type Redemption,
  type ReleasedEffect,
  type ReturnedEffect,
  rollBack,
  tellDrawn,
  voidHeld,
} from '../../../../rewards/index.ts';
import type { Refusal } from '../../decision.ts';
import type { Draft } from '../../draft.ts';
import { type Handler, refuse } from '../../handlers/handler.ts';
import { holdId } from '../../handlers/hold.ts';
import { takeBack } from '../take-back.ts';
import { giveBackPaid, release } from './give-back.ts';
import { causeOf, givenKey } from './given-with.ts';
import { openRedemption } from './open-redemption.ts';
import { setAside } from './set-aside.ts';
import { spend } from './spend.ts';

/** Sets a reward aside for a while; the redemption is named by its event's id. */
const rewardHold: Handler = (draft) => {
  const data = draft.fact.data as unknown as FactData['reward.hold'];
  return setAside(draft, ownName(draft), data);
};

/** Sets a reward aside and spends it, in one event. */
const rewardRedeem: Handler = (draft, { purchase }) => {
  const data = draft.fact.data as unknown as FactData['reward.redeem'];
  const redemption = ownName(draft);
  return setAside(draft, redemption, data) ?? spend(draft, { ...data, redemption }, purchase);
};

/** Spends what was set aside. */
const rewardCommit: Handler = (draft, { purchase }) => {
  const data = draft.fact.data as unknown as FactData['reward.commit'];
  return spend(draft, data, purchase);
};

/** Lets a redemption go that is not spent. */
const rewardVoid: Handler = (draft) => {
  const data = draft.fact.data as unknown as FactData['reward.void'];
  const before = openRedemption(draft, data.redemption);
  const step = voidHeld(draft.state.slices.rewards, before?.id ?? data.redemption, draft.at);
  if ('refusal' in step) return step.refusal;
  draft.setSlice('rewards', step.state);
  return letGo(draft, before as Redemption, step.effects[0] as ReleasedEffect);
};

/** Takes a spent redemption back: its points go to the lots they came from. */
const rewardRollback: Handler = (draft) => {
  const { state, program, at, fact } = draft;
  const data = fact.data as unknown as FactData['reward.rollback'];
  const before = openRedemption(draft, data.redemption);
  const { restock, operator } = data;
  const said = { id: before?.id ?? data.redemption, restock, store: fact.store, operator };
  const step = rollBack(state.slices.rewards, said, at);
  if ('refusal' in step) return step.refusal;
  const returned = step.effects[0] as ReturnedEffect;
  draft.setSlice('rewards', step.state);
  const points = giveBackPaid(program, state, draft, before as Redemption, returned);
  draft.count(returned.currency, 'restored', points);
  draft.effects.push({ room: 'rewards', ...returned });
  takeBack(draft, givenKey(returned.id), causeOf(returned.reward));
  return null;
};

/** Carries a spent redemption on: ready to collect, shipped, used. */
const rewardFulfil: Handler = (draft) => {
  const { state, program, at, fact } = draft;
  const { redemption, to, operator } = fact.data as unknown as FactData['reward.fulfil'];
  const id = openRedemption(draft, redemption)?.id ?? redemption;
  const change = { id, to, store: fact.store, operator };
  const step = fulfil(program.zone, state.slices.rewards, change, at);
  if ('refusal' in step) return step.refusal;
  draft.setSlice('rewards', step.state);
  for (const effect of step.effects) draft.effects.push({ room: 'rewards', ...effect });
  return null;
};

/** Tells an entry how its draw went. */
const rewardDrawn: Handler = (draft) => {
  const { state, program, at } = draft;
  const { redemption, won } = draft.fact.data as unknown as FactData['reward.drawn'];
  const before = openRedemption(draft, redemption);
  const said = { id: before?.id ?? redemption, won };
  const step = tellDrawn(program.zone, state.slices.rewards, said, at);
  if ('refusal' in step) return step.refusal;
  const [effect] = step.effects;
  draft.setSlice('rewards', step.state);
  if (effect?.kind !== 'won') return letGo(draft, before as Redemption, effect as ReleasedEffect);
  if (!effect.stock.every((unit) => draft.budgets.ask(unit, 1).available >= 1)) return noUnit();
  for (const unit of effect.stock) draft.take(unit, 1);
  draft.effects.push({ room: 'rewards', ...effect });
  return null;
};

/** The handlers of the events about rewards. */
export const REWARD_HANDLERS: Readonly<Record<string, Handler>> = {
  'reward.hold': rewardHold,
  'reward.redeem': rewardRedeem,
  'reward.commit': rewardCommit,
  'reward.void': rewardVoid,
  'reward.rollback': rewardRollback,
  'reward.fulfil': rewardFulfil,
  'reward.drawn': rewardDrawn,
};

function ownName({ fact }: Draft): string {
  return holdId(fact.source, fact.id);
}

function letGo(draft: Draft, before: Redemption, effect: ReleasedEffect): null {
  const points = release(draft.state, draft, before, effect);
  draft.count(effect.currency, 'released', points);
  draft.effects.push({ room: 'rewards', ...effect });
  return null;
}

function noUnit(): Refusal {
  return refuse(
    'reward_out_of_stock',
    '/data/redemption',
    'There is no unit left for another winner.',
    'Raise the stock of the reward, or tell the entry that it has not won.',
  );
}
