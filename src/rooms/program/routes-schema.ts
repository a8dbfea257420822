import Type from 'typebox';

const strict = { additionalProperties: false };

const NullableText = Type.Union([Type.String(), Type.Null()]);

/** One thing that is wrong. */
const ProblemBody = Type.Object({
  code: Type.String(),
  path: Type.String({ description: 'JSON pointer into the document.' }),
  detail: Type.String(),
  fix: Type.String(),
});

/** One difference between two documents. */
export const ChangeBody = Type.Object({
  section: Type.String(),
  power: Type.String({ description: 'The power that must approve it.' }),
  kind: Type.String(),
  path: Type.String({ description: 'JSON pointer into the document.' }),
  text: Type.String({ description: 'Such as "Rule double-week: multiply 2 → 3".' }),
});

const about = {
  version: Type.Integer(),
  hash: Type.String({ description: 'sha256 of what the document means.' }),
  effectiveFrom: Type.Union([Type.String(), Type.Null()], {
    description: 'From when on it decides; null for the first version, which does since ever.',
  }),
};

const published = { publishedAt: Type.String(), publishedBy: NullableText, note: NullableText };

const source = {
  document: Type.Optional(
    Type.Object({}, { additionalProperties: true, description: 'The document as JSON.' }),
  ),
  text: Type.Optional(Type.String({ description: 'The document as text, instead.' })),
  format: Type.Optional(
    Type.Enum(['yaml', 'json'], { description: 'Of `text`; yaml by default.' }),
  ),
};

/** A document to look at: `document` or `text`. */
export const SourceBody = Type.Object(source, strict);

/** A document to publish, and how. */
export const PublicationBody = Type.Object(
  {
    ...source,
    note: Type.Optional(Type.String({ maxLength: 500 })),
    expectVersion: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 1_000_000_000,
        description: 'The version it was made from, 0 for none; `If-Match` says the same.',
      }),
    ),
    effectiveFrom: Type.Optional(
      Type.String({ maxLength: 40, description: 'ISO 8601 instant; now by default.' }),
    ),
    dryRun: Type.Optional(Type.Boolean({ description: 'Say what would be, change nothing.' })),
    reason: Type.Optional(
      Type.String({
        minLength: 10,
        maxLength: 500,
        description: 'Why it is published without approvals; needed once there are operators.',
      }),
    ),
  },
  strict,
);

/** A published version with its document. */
export const VersionBody = Type.Object({ ...about, ...published, document: Type.Unknown() });

/** Versions, newest first, with what each changed. */
export const HistoryBody = Type.Object({
  versions: Type.Array(Type.Object({ ...about, ...published, changes: Type.Array(ChangeBody) })),
  next: Type.Union([Type.Integer(), Type.Null()], {
    description: 'Give it as `before` for the next page; null on the last.',
  }),
});

export const HistoryQuery = Type.Object(
  {
    limit: Type.Integer({ minimum: 1, maximum: 50, default: 20 }),
    before: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000 })),
  },
  strict,
);

export const ValidationBody = Type.Object({
  valid: Type.Boolean(),
  problems: Type.Array(ProblemBody),
});

export const PlanBody = Type.Object({
  version: Type.Integer({ description: 'The newest version, which it is compared with.' }),
  changes: Type.Array(ChangeBody),
});

export const PublishedBody = Type.Object({
  outcome: Type.Enum(['published', 'unchanged']),
  dryRun: Type.Boolean(),
  ...about,
  changes: Type.Array(ChangeBody),
});

export const VersionPath = Type.Object(
  { version: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }) },
  strict,
);
