import Type from 'typebox';
import { Words } from './routes-schema.ts';

const Text = Type.String();
const NullableText = Type.Union([Type.String(), Type.Null()]);

/** What a member agrees to, and everything that was ever said about it. */
export const ConsentsBody = Type.Object({
  purposes: Type.Array(
    Type.Object({
      id: Text,
      name: Words,
      text: Type.Object(
        { version: NullableText, words: Words },
        { description: 'The text that is shown now.' },
      ),
      channels: Type.Array(
        Type.Object({
          channel: NullableText,
          given: Type.Boolean({ description: 'Whether it may be relied on at this moment.' }),
          said: Type.Enum(['nothing', 'yes', 'no']),
          version: NullableText,
          at: NullableText,
          renew: Type.Boolean({ description: 'A yes to a text that no longer counts: ask again.' }),
        }),
      ),
    }),
  ),
  history: Type.Array(
    Type.Object({
      said: Type.Enum(['yes', 'no']),
      purpose: Text,
      by: NullableText,
      version: NullableText,
      proof: Type.Union([
        Type.Object({ how: Text, where: NullableText, reference: NullableText }),
        Type.Null(),
      ]),
      superseded: Type.Boolean({ description: 'It came late: something later had been said.' }),
      happenedAt: Text,
      recordedAt: Text,
      event: Type.Object({ source: Text, id: Text }),
      channel: NullableText,
      store: NullableText,
      touchpoint: NullableText,
    }),
    { description: 'Newest first.' },
  ),
});
