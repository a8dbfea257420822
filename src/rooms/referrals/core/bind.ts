import type { Instant } from '../../../kernel/time.ts';
import { PROOFS } from './fraud/catalogue.ts';
import { judge, type Verdict } from './fraud/judge.ts';
import type { Human, Sighting, Suspect } from './fraud/suspect.ts';
import type { Brought, ReferralSlice } from './slice.ts';
import { type Fund, pay, type Refused, refuse, type Step, step } from './step.ts';
import type { ReferralTerms } from './terms.ts';

/** Whose code it is, as it was looked up across members. */
export interface Introduction {
  readonly advocate: number;
  /** Who brought the advocate, and who brought that one, …: at most 16. */
  readonly ancestors: readonly number[];
  /** The advocate's reach level as it was last known. */
  readonly reach: string | null;
  /** The advocate is a member no more. */
  readonly gone: boolean;
}

/** A friend names a code, with everything that was looked up for it. */
export interface Binding {
  /** The referral's id from now on, made from the event. */
  readonly id: string;
  readonly code: string;
  readonly at: Instant;
  readonly friend: {
    readonly member: number;
    readonly joinedAt: Instant;
    readonly purchases: number;
  };
  /** Null: nobody has this code. */
  readonly introduction: Introduction | null;
  readonly openedAt: Instant | null;
  readonly human: Human;
  readonly sightings: readonly Sighting[];
}

/**
 * Binds a friend to an advocate. What is sure is refused with its reason; what is doubtful is
 * bound and held, and nothing is paid until a review. An enrolment that brings a code stands also
 * when the code is refused: the engine then tells the refusal and goes on.
 */
export function bind(
  terms: ReferralTerms,
  slice: ReferralSlice | undefined,
  binding: Binding,
  fund: Fund,
): Step | (Refused & { readonly verdict?: Verdict }) {
  const { introduction, id, code, at } = binding;
  const impossible = notAllowed(terms, slice, binding);
  if (impossible) return impossible;
  const known = introduction as Introduction;
  const verdict = judge(terms.fraud, suspectOf(binding, known));
  if (verdict.outcome === 'refuse') return { ...proven(verdict), verdict };
  const held = verdict.outcome === 'hold';
  const { grants, effects, paid } = pay(held ? null : terms.welcome, id, fund);
  const until = terms.zone.plus(at, terms.qualifyWithin);
  const chain = [known.advocate, ...known.ancestors].slice(0, terms.chain.length);
  const friend: Brought = {
    ...{ id, version: terms.version, code, chain, at, state: 'open', until, due: until },
    ...{ purchases: [], ripened: 0, held, cleared: [], welcomed: paid, rewardedBy: null },
    noted: Object.fromEntries(verdict.findings.map(({ check, weight }) => [check, weight])),
  };
  const { score, findings } = verdict;
  const bound = { kind: 'referral-bound', referral: id, code, until } as const;
  const hold = { kind: 'referral-held', referral: id, score, findings } as const;
  return step(
    { ...slice, friend },
    {
      effects: [bound, ...(held ? [hold] : []), ...effects],
      grants,
      followUps: [
        {
          type: 'referral.bound',
          id: `${id}:bound`,
          to: known.advocate,
          data: { referral: id, version: terms.version, friend: binding.friend.member },
        },
      ],
    },
  );
}

function notAllowed(
  terms: ReferralTerms,
  slice: ReferralSlice | undefined,
  { introduction, code, at, friend }: Binding,
): Refused | null {
  const path = '/data/code';
  if (!introduction) {
    const fix = 'Ask the friend for the code once more.';
    return refuse('referral_code_unknown', path, `Nobody has the code ${code}.`, fix);
  }
  if (introduction.gone) {
    const detail = 'The member who gave this code has left.';
    return refuse('advocate_gone', path, detail, "Use another member's code.");
  }
  // The proof of self comes before "already a member", which every advocate is.
  if (introduction.advocate === friend.member) return null;
  if (slice?.friend) {
    const detail = 'Somebody has brought this member already.';
    return refuse('already_referred', path, detail, 'The first code counts; there is no second.');
  }
  if (isNew(terms, at, friend)) return null;
  const detail = 'This is a member already; only new members can be brought.';
  return refuse('already_member', path, detail, 'Share the code with somebody who is not.');
}

/** New is who enrols with the code, or has enrolled shortly before and not bought anything yet. */
function isNew(terms: ReferralTerms, at: Instant, { joinedAt, purchases }: Binding['friend']) {
  if (joinedAt >= at) return true;
  if (!terms.bindWithin || purchases > 0) return false;
  return at < terms.zone.plus(joinedAt, terms.bindWithin);
}

function suspectOf(binding: Binding, known: Introduction): Suspect {
  const { friend, at, openedAt, human, sightings } = binding;
  return {
    friend: friend.member,
    advocate: known.advocate,
    ancestors: known.ancestors,
    reach: known.reach,
    openedAt,
    joinedAt: friend.joinedAt,
    boundAt: at,
    purchasedAt: null,
    human,
    sightings,
  };
}

function proven({ findings }: Verdict): Refused {
  const proof = PROOFS.find(({ code }) => code === findings[0]?.check);
  const { detail, fix } = (proof as (typeof PROOFS)[number]).refusal;
  return refuse(findings[0]?.reason as string, '/data/code', detail, fix);
}
