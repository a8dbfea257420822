import Type from 'typebox';
import { LIMITS } from '../../../kernel/limits.ts';

const Text = (description: string) =>
  Type.String({ description, minLength: 1, maxLength: LIMITS.text });

const Proof = Type.Object(
  {
    how: Text('checkbox, button, double-opt-in, paper, spoken, till or other.'),
    where: Type.Optional(Text('The page, the form, the desk.')),
    reference: Type.Optional(Text('The number of the form or the recording; no contact, no name.')),
  },
  { additionalProperties: false },
);

const purpose = Text('Its id in the program.');

/** What the events about consent say, as the reference page shows it. */
export const consentBodies = {
  given: {
    purpose,
    by: Type.Optional(Text('The channel of the purpose, such as sms, where it has channels.')),
    version: Text('Which text the member has read.'),
    proof: Proof,
  },
  withdrawn: {
    purpose,
    by: Type.Optional(Text('A channel of the purpose; all of them by default.')),
  },
};
