import Type from 'typebox';
import { PASSWORD_MOST } from '../core/password-rules.ts';

const Instant = Type.Integer({ description: 'Epoch milliseconds.' });
/** Nobody's password is longer; what is longer is not worth hashing. */
const Password = Type.String({ minLength: 1, maxLength: PASSWORD_MOST * 4 });
const Code = Type.String({ pattern: '^[0-9]{6}$', description: 'Six digits of the app.' });

export const SignInBody = Type.Object(
  {
    email: Type.String({ minLength: 1, maxLength: 300 }),
    password: Password,
    code: Type.Optional(Code),
    recoveryCode: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
  },
  { additionalProperties: false },
);

export const Me = Type.Object(
  {
    kind: Type.String({ description: 'admin, operator or key' }),
    id: Type.String(),
    name: Type.String(),
    email: Type.Union([Type.String(), Type.Null()]),
    roles: Type.Array(Type.String()),
    permissions: Type.Array(Type.String()),
    csrfToken: Type.Union([Type.String(), Type.Null()], {
      description: 'For the header x-csrf-token of every change.',
    }),
    secondFactor: Type.Enum(['none', 'enrolled', 'required'], {
      description: 'required: nothing else is allowed until there is one.',
    }),
    session: Type.Union([
      Type.Object({
        id: Type.String(),
        method: Type.String(),
        idleEndsAt: Instant,
        endsAt: Instant,
      }),
      Type.Null(),
    ]),
  },
  { title: 'Me' },
);

export const SessionList = Type.Object({
  items: Type.Array(
    Type.Object({
      id: Type.String(),
      isThis: Type.Boolean(),
      method: Type.String(),
      isStrong: Type.Boolean(),
      agent: Type.String({ description: 'What the browser called itself.' }),
      beganAt: Instant,
      seenAt: Instant,
      endsAt: Instant,
    }),
  ),
});

export const Ended = Type.Object({ ended: Type.Integer() });

export const ChangePasswordBody = Type.Object(
  { current: Password, password: Password },
  { additionalProperties: false },
);

export const PasswordBody = Type.Object({ password: Password }, { additionalProperties: false });

export const SecondFactorSecret = Type.Object({
  secret: Type.String({ description: 'To type by hand, base32.' }),
  uri: Type.String({ description: 'The text of the QR code, otpauth://…' }),
});

export const CodeBody = Type.Object({ code: Code }, { additionalProperties: false });

export const RecoveryCodes = Type.Object({
  recoveryCodes: Type.Array(Type.String(), { description: 'Told this once; each works once.' }),
});

export const LinkPasswordBody = Type.Object(
  { token: Type.String({ minLength: 1, maxLength: 200 }), password: Password },
  { additionalProperties: false },
);
