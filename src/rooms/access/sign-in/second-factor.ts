import { createSecretKey, hash, type KeyObject, randomBytes } from 'node:crypto';
import { reject } from '../../../kernel/problem.ts';
import { type PoolClient, transaction } from '../../../platform/db/pool.ts';
import { openBytes, sealBytes } from '../../../platform/vault/index.ts';
import {
  RECOVERY_BYTES,
  RECOVERY_CODES,
  readRecoveryCode,
  recoveryCode,
} from '../core/recovery-code.ts';
import {
  type Credentials,
  confirmSecret,
  countStep,
  keepPendingSecret,
  keepRecoveryCodes,
  lockCredentials,
  useRecoveryCode,
} from './credential-store.ts';
import type { SignInParts } from './parts.ts';
import { newTotpSecret, shownSecret, stepOfCode } from './totp-code.ts';

/** What stands in for the second factor: a code of the app, or one that was written down. */
export interface SecondProof {
  readonly code?: string | undefined;
  readonly recoveryCode?: string | undefined;
}

/** A code that changes every 30 seconds (RFC 6238), and codes for who has lost the phone. */
export class SecondFactor {
  readonly #parts: SignInParts;
  readonly #key: KeyObject;

  constructor(parts: SignInParts) {
    this.#parts = parts;
    this.#key = createSecretKey(parts.secret);
  }

  /** Makes a secret for an operator's app. It counts once `confirm` has seen a code of it. */
  async begin(client: PoolClient, id: number, email: string) {
    const secret = newTotpSecret();
    await keepPendingSecret(client, id, sealBytes(this.#key, about(id), secret));
    return shownSecret(secret, email);
  }

  /**
   * The first code of the new secret: from now on signing in needs one.
   * @returns the recovery codes, told this once.
   */
  async confirm(client: PoolClient, id: number, code: string): Promise<string[]> {
    const found = await lockCredentials(client, id);
    if (!found?.totpPending) throw notBegun();
    const secret = openBytes(this.#key, about(id), found.totpPending);
    const step = stepOfCode(secret, code, this.#parts.clock.now());
    if (step === undefined) throw wrongCode(422);
    await confirmSecret(client, id, step);
    const codes = Array.from({ length: RECOVERY_CODES }, () =>
      recoveryCode(randomBytes(RECOVERY_BYTES)),
    );
    await keepRecoveryCodes(client, id, codes.map(hashOf));
    return codes;
  }

  /** Whether the proof holds, and uses it up: no code counts twice, whoever comes first. */
  async check(credentials: Credentials, proof: SecondProof): Promise<boolean> {
    const { id, totpSecret } = credentials;
    if (!totpSecret) return false;
    if (proof.code !== undefined) {
      const secret = openBytes(this.#key, about(id), totpSecret);
      const step = stepOfCode(secret, proof.code, this.#parts.clock.now());
      return step !== undefined && (await countStep(this.#parts.pool, id, step));
    }
    const typed = proof.recoveryCode;
    if (typed === undefined) return false;
    return transaction(this.#parts.pool, async (client) => {
      const used = await useRecoveryCode(client, id, hashOf(typed));
      const actor = `operator:${id}`;
      const action = 'operators.recovery-code';
      if (used) await this.#parts.audit.note(client, [{ actor, action, subject: actor }]);
      return used;
    });
  }
}

function about(id: number): string {
  return `second factor of operator ${id}`;
}

function hashOf(code: string): Buffer {
  return hash('sha256', readRecoveryCode(code), 'buffer');
}

const notBegun = () =>
  reject(409, {
    code: 'second_factor_not_begun',
    path: '',
    detail: 'There is no new secret to confirm.',
    fix: 'Ask for one first: POST /v1/session/second-factor.',
  });

/** The code is wrong, too old, or was used before. */
export function wrongCode(status: 401 | 422) {
  return reject(status, {
    code: 'second_factor_wrong',
    path: '/code',
    detail: 'The code is wrong, too old, or has been used.',
    fix: 'Wait for the next code of the app; check the clock of the phone.',
  });
}
