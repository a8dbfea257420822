import { Type } from 'typebox';
import { LIMITS } from '../../../kernel/limits.ts';

export const Text = (description: string) =>
  Type.String({ description, minLength: 1, maxLength: LIMITS.text });
export const Moment = (description: string) => Type.String({ description, format: 'date-time' });
export const Party = (description: string) =>
  Type.Record(Type.String(), Text('As given.'), { description });
export const Currency = Text("One of the program's points, such as star.");
export const Amount = Type.Integer({
  description: 'Points, smallest unit.',
  minimum: 1,
  maximum: LIMITS.amount,
});
const Reference = Type.Object({
  source: Type.Optional(Text("The purchase's source; this event's own when left out.")),
  id: Text("The purchase's event id."),
});

export const envelope = {
  source: Type.Optional(Text('The sending system; `api` by default.')),
  id: Type.Optional(
    Text('Names the event for ever; else the Idempotency-Key, else one is made and returned.'),
  ),
  happenedAt: Type.Optional(Moment('When it happened; the time of arrival by default.')),
  channel: Type.Optional(Text('store, app, web, …')),
  store: Type.Optional(Text('Store id.')),
  touchpoint: Type.Optional(Text('Till, kiosk, device.')),
};

export const rehearsal = {
  dryRun: Type.Optional(Type.Boolean({ description: 'Decide and answer, write nothing.' })),
  at: Type.Optional(Moment('With dryRun: the moment to look from; may lie in the future.')),
};

export const member = {
  member: Party('Who: { "phone": "…" }, { "card": "…" }, { "id": "mem_…" }, …'),
};
export const purchase = {
  purchase: Type.Optional(Reference),
  receipt: Type.Optional(Text('The receipt, instead of `purchase`.')),
};
export const change = {
  currency: Currency,
  amount: Amount,
  expiresAt: Type.Optional(
    Type.Union([Moment("Instead of the currency's own end; null for never."), Type.Null()]),
  ),
  ...purchase,
};
export const spend = { currency: Currency, amount: Amount, ...purchase };
export const reason = { reason: Text('Why, in words; kept for ever.') };
export const optionalReason = { reason: Type.Optional(reason.reason) };
export const profile = {
  attributes: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), { description: 'Texts, numbers, booleans.' }),
  ),
  profile: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), {
      description: 'Fields that the program asks for; sealed ones go to the vault.',
    }),
  ),
  tags: Type.Optional(Type.Array(Text('A tag to add.'))),
};

export const mergeFields = {
  to: Party('The other member: who takes this one in, or who is restored.'),
  evidence: Type.Optional(
    Type.Array(
      Type.Object({
        kind: Text('What agrees: phone, name, …'),
        says: Text('How, without personal values.'),
      }),
      { maxItems: 20 },
    ),
  ),
  operator: Type.Optional(Text('Who decided.')),
  ...optionalReason,
};
