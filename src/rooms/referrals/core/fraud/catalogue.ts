import Type from 'typebox';
import { advocateVelocity } from './advocate-velocity.ts';
import type { ProvingCheck, WeighingCheck } from './check.ts';
import { cycle } from './cycle.ts';
import { deviceVelocity } from './device-velocity.ts';
import { enrolmentTooFast } from './enrolment-too-fast.ts';
import { networkVelocity } from './network-velocity.ts';
import { notHuman } from './not-human.ts';
import { purchaseTooFast } from './purchase-too-fast.ts';
import { sameAddress } from './same-address.ts';
import { sameCard } from './same-card.ts';
import { sameDevice } from './same-device.ts';
import { samePayment } from './same-payment.ts';
import { samePhone } from './same-phone.ts';
import { self } from './self.ts';

/** The checks that prove: they refuse. */
export const PROOFS: readonly ProvingCheck[] = [self, cycle];

/** The checks that weigh: together they hold for review. A new one is a file and a line here. */
export const CHECKS: readonly WeighingCheck[] = [
  sameDevice,
  samePhone,
  sameCard,
  sameAddress,
  samePayment,
  advocateVelocity,
  deviceVelocity,
  networkVelocity,
  enrolmentTooFast,
  purchaseTooFast,
  notHuman,
];

/** The settings of all checks, as the document writes them. */
export const ChecksSettings = Type.Object(
  Object.fromEntries(
    CHECKS.map(({ code, args, summary }) => [
      code,
      Type.Optional(Type.Unsafe({ ...args, description: summary })),
    ]),
  ),
  { additionalProperties: false },
);
