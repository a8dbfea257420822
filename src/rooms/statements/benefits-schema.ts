import Type from 'typebox';

const Text = Type.String();
const NullableText = Type.Union([Type.String(), Type.Null()]);
const Words = Type.Object({ en: Text, zh: Text }, { title: 'Words' });
const Count = Type.Integer({ minimum: 0 });

/** What a member may use now. */
export const BenefitsBody = Type.Object({
  member: Text,
  at: Text,
  benefits: Type.Array(
    Type.Object({
      benefit: Text,
      name: Words,
      window: Type.Union([Type.String(), Type.Null()], {
        description: 'A granted window; null for a standing right.',
      }),
      until: NullableText,
      left: Type.Union([Count, Type.Null()], {
        description: 'Uses until then; null for any number, 0 for used up in this period.',
      }),
      seen: Type.Boolean(),
      products: Type.Array(Text, { description: 'What it opens.' }),
    }),
  ),
});

export const BenefitPath = Type.Object({
  benefit: Type.String({ maxLength: 80, description: 'The id in the program.' }),
});

/** What became of one benefit over all members. */
export const BenefitFiguresBody = Type.Object({
  benefit: Text,
  name: Words,
  granted: Count,
  seen: Count,
  used: Count,
  lapsed: Type.Integer({ minimum: 0, description: 'Windows that ended with uses left.' }),
  cost: Type.Integer({ minimum: 0, description: 'Of all uses, smallest unit of money.' }),
});
