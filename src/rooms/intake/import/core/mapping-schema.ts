import Type, { type Static } from 'typebox';

const Name = Type.String({ minLength: 1, maxLength: 100 });

/** When a row gives an event: all that is named must hold. */
export const WhenSchema = Type.Object(
  {
    nonzero: Type.Optional(Name),
    present: Type.Optional(Name),
    column: Type.Optional(Name),
    in: Type.Optional(Type.Array(Type.String(), { minItems: 1, maxItems: 100 })),
  },
  { additionalProperties: false },
);

/** One thing that a row gives. Its other fields are the event's, written as values. */
const EmitSchema = Type.Object({
  type: Type.String({
    minLength: 1,
    maxLength: 80,
    description:
      'A type of event, or `product`, `category`, `store`, `touchpoint` for the catalogue.',
  }),
  key: Type.Optional(
    Type.String({
      pattern: '^[a-z0-9][a-z0-9-]{0,39}$',
      description: 'Tells the events of one row apart; by default the type, nothing for purchase.',
    }),
  ),
  when: Type.Optional(WhenSchema),
});

/** How a CSV file becomes events. docs/guides/import.md explains it with examples. */
export const MappingSchema = Type.Object(
  {
    source: Type.String({
      minLength: 1,
      maxLength: 80,
      description: 'The system that the file comes from: the first half of each event id.',
    }),
    csv: Type.Optional(
      Type.Object(
        {
          delimiter: Type.Optional(Type.String({ minLength: 1, maxLength: 1 })),
          quote: Type.Optional(Type.String({ minLength: 1, maxLength: 1 })),
          encoding: Type.Optional(Type.String({ description: 'utf-8 by default; gb18030, …' })),
          header: Type.Optional(
            Type.Array(Name, {
              minItems: 1,
              maxItems: 500,
              description: 'Names of the columns, for a file without a header line.',
            }),
          ),
        },
        { additionalProperties: false },
      ),
    ),
    zone: Type.Optional(
      Type.String({ description: "Time zone of bare dates; the program's by default." }),
    ),
    identify: Type.Optional(
      Type.Array(Name, {
        minItems: 1,
        maxItems: 10,
        description: 'Columns that identify a row; by default the file and the row number.',
      }),
    ),
    group: Type.Optional(
      Type.Array(Name, {
        minItems: 1,
        maxItems: 10,
        description: 'Consecutive rows that agree in these columns are one.',
      }),
    ),
    opening: Type.Optional(
      Type.Enum(['auto'], {
        description: 'Reads the file twice and gives the opening balances that it implies.',
      }),
    ),
    emit: Type.Array(EmitSchema, { minItems: 1, maxItems: 20 }),
  },
  { additionalProperties: false },
);

/** A checked mapping. */
export type Mapping = Static<typeof MappingSchema>;

/** One entry of `emit`. */
export type Emit = Static<typeof EmitSchema> & Readonly<Record<string, unknown>>;

/** A condition on a row. */
export type When = Static<typeof WhenSchema>;
