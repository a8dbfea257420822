import Type from 'typebox';
import { LIMITS } from '../../kernel/limits.ts';

const Text = Type.String({ minLength: 1, maxLength: LIMITS.text });
const Hex = Type.String({ pattern: '^[0-9a-f]{64}$' });
const NullableText = Type.Union([Type.String(), Type.Null()]);
const Day = Type.String({ format: 'date' });
const Count = Type.Integer({ minimum: 0, maximum: 2_147_483_647 });

export const LogQuery = Type.Object(
  {
    actor: Type.Optional(Text),
    subject: Type.Optional(Text),
    action: Type.Optional(Text),
    from: Type.Optional(Type.String({ format: 'date-time' })),
    until: Type.Optional(Type.String({ format: 'date-time', description: 'Not included.' })),
    limit: Type.Integer({ minimum: 1, maximum: LIMITS.page, default: 100 }),
    cursor: Type.Optional(Type.String({ maxLength: 300 })),
  },
  { additionalProperties: false },
);

export const LogBody = Type.Object({
  rows: Type.Array(
    Type.Object({
      day: Type.String(),
      writer: Type.Integer(),
      no: Type.Integer(),
      at: Type.String({ format: 'date-time' }),
      actor: Type.String(),
      action: Type.String(),
      subject: NullableText,
      fields: Type.Union([Type.Array(Type.String()), Type.Null()]),
      reason: NullableText,
      detail: Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()]),
      link: Type.String(),
    }),
  ),
  next: NullableText,
});

export const RowPath = Type.Object({
  day: Day,
  writer: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
  no: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
});

const Path = Type.Array(Type.String());
const Sum = Type.Object({
  day: Type.String(),
  writer: Type.Integer(),
  rows: Type.Integer(),
  link: Type.String(),
  root: Type.String(),
});

export const ProofBody = Type.Object({
  row: Type.Object({ content: Type.String(), leaf: Type.String(), index: Type.Integer() }),
  path: Path,
  chain: Sum,
  chainIndex: Type.Integer(),
  chainPath: Path,
  checkpoint: Type.Object({
    no: Type.Integer(),
    text: Type.String({ description: 'What was signed.' }),
    hash: Type.String(),
    root: Type.String(),
    chains: Type.Integer(),
    keyId: Type.String(),
    signature: Type.String(),
  }),
});

export const CheckpointsQuery = Type.Object(
  {
    after: Type.Integer({ minimum: 0, maximum: 2_147_483_647, default: 0 }),
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 100 }),
  },
  { additionalProperties: false },
);

const Checkpoint = Type.Object({
  no: Type.Integer(),
  at: Type.String({ format: 'date-time' }),
  text: Type.String({ description: 'What was signed, to the letter.' }),
  hash: Type.String({ description: 'What the next one says of this one.' }),
  chains: Type.Array(Sum),
  keyId: Type.String(),
  signature: Type.String({ description: 'Ed25519 over the text, hex.' }),
});

export const CheckpointsBody = Type.Object({
  key: Type.Object({
    kty: Type.String(),
    crv: Type.String(),
    kid: Type.String(),
    x: Type.String(),
  }),
  checkpoints: Type.Array(Checkpoint),
  next: Type.Union([Type.Integer(), Type.Null()], { description: 'Send it back as `after`.' }),
});

export const MadeBody = Type.Object({
  made: Type.Union([Type.Integer(), Type.Null()], {
    description: 'Its number; null when nothing has been written since the last one.',
  }),
  more: Type.Boolean({ description: 'There was more than one checkpoint takes: call again.' }),
});

const ChainState = Type.Object({
  place: Count,
  shift: Type.Integer({ minimum: -1_000_000, maximum: 1_000_000 }),
  link: Type.Union([Hex, Type.Null()]),
  edge: Type.Object({ leaves: Count, roots: Type.Array(Hex, { maxItems: 32 }) }),
  broken: Type.Boolean(),
  marked: Count,
});

/** Where a verification has come to: it travels with the caller, the hub remembers nothing. */
export const Cursor = Type.Object({
  checkpoints: Type.Object({
    no: Count,
    hash: Hex,
    distrusted: Type.Array(Count, { maxItems: 10_000 }),
  }),
  chain: Type.Union([Type.Object({ day: Day, writer: Count }), Type.Null()]),
  state: Type.Union([ChainState, Type.Null()]),
  rows: Type.Integer({ minimum: 0 }),
  chains: Type.Integer({ minimum: 0 }),
  witnessed: Type.Union([
    Type.Object({
      after: Type.Union([Type.Integer({ minimum: 0, maximum: 253_402_214_400_000 }), Type.Null()]),
    }),
    Type.Null(),
  ]),
});

export const VerifyBody = Type.Object(
  { cursor: Type.Optional(Type.Union([Cursor, Type.Null()])) },
  { additionalProperties: false },
);

export const VerifyAnswer = Type.Object({
  faults: Type.Integer({ description: 'Found in this part; the first 100 are listed.' }),
  first: Type.Array(
    Type.Object({
      code: Type.String(),
      where: Type.String({ description: 'A chain like 2026-11-22/3, or a checkpoint.' }),
      no: Type.Union([Type.Integer(), Type.Null()]),
      to: Type.Union([Type.Integer(), Type.Null()]),
    }),
  ),
  rows: Type.Integer(),
  chains: Type.Integer(),
  checkpoints: Type.Integer(),
  warnings: Type.Array(Type.String()),
  next: Type.Union([Cursor, Type.Null()], {
    description: 'Send it back as `cursor` to go on; null when everything has been looked at.',
  }),
});

export const AlertsQuery = Type.Object(
  {
    state: Type.Enum(['open', 'all'], { default: 'open' }),
    before: Type.Optional(Type.Integer({ minimum: 1 })),
    limit: Type.Integer({ minimum: 1, maximum: LIMITS.page, default: 100 }),
  },
  { additionalProperties: false },
);

export const Alert = Type.Object({
  id: Type.Integer(),
  at: Type.String({ format: 'date-time' }),
  kind: Type.String(),
  actor: Type.String(),
  subject: NullableText,
  detail: Type.Record(Type.String(), Type.Unknown()),
  seenAt: NullableText,
  seenBy: NullableText,
  note: NullableText,
});

export const AlertsBody = Type.Object({
  alerts: Type.Array(Alert),
  next: Type.Union([Type.Integer(), Type.Null()], { description: 'Send it back as `before`.' }),
});

export const AlertPath = Type.Object({ id: Type.Integer({ minimum: 1 }) });
export const SeenBody = Type.Object({ note: Text }, { additionalProperties: false });
