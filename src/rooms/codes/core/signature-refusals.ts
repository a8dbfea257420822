import { type Refused, refuse } from './refused.ts';

/** The coupon names a key that the till does not have. */
export function keyUnknown(id: string): Refused {
  const fix = 'Load the public keys of the hub again, or ask the hub about the coupon.';
  return refuse('signing_key_unknown', `The coupon was signed with the unknown key "${id}".`, fix);
}

/** The coupon was changed, or never signed by the hub. */
export function signatureWrong(): Refused {
  const detail = 'The signature does not belong to what the coupon says.';
  return refuse('signature_wrong', detail, 'Do not accept the coupon.');
}
