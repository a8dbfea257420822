/** Invited: has no password yet. Disabled: may not sign in, and has no sessions. */
export type OperatorStatus = 'invited' | 'active' | 'disabled';

/** A person who runs the hub. */
export interface Operator {
  readonly id: number;
  readonly name: string;
  /** What they sign in with, in its one form. */
  readonly email: string;
  readonly roles: string[];
  readonly status: OperatorStatus;
  /** Whether signing in by password needs a code as well. */
  readonly hasSecondFactor: boolean;
  /** Whether they can sign in by the identity provider. */
  readonly hasSingleSignOn: boolean;
  readonly createdAt: number;
  readonly createdBy: string;
}

/** How an operator is written in the log: as who acts, and as whom something is about. */
export function operatorActor({ id }: Pick<Operator, 'id'>): string {
  return `operator:${id}`;
}
