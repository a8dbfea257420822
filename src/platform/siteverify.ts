/** What a proof-of-human service said of a token; `unreachable` when it could not be asked. */
export type HumanVerdict = 'passed' | 'failed' | 'unreachable';

/** Asks the service about one token. Never throws. */
export type AskHuman = (token: string) => Promise<HumanVerdict>;

export interface SiteverifyOptions {
  /** Where tokens are verified: the address that hCaptcha, Turnstile and others call siteverify. */
  readonly url: string;
  readonly secret: string;
  readonly timeoutMs: number;
}

/** Bytes of an answer that are read at most. */
const ANSWER_BYTES = 65_536;

/**
 * The siteverify convention: the secret and the token are posted as a form, and the answer is JSON
 * with `success`. A token counts once, so it is asked about once for each event that brings one.
 */
export function siteverify({ url, secret, timeoutMs }: SiteverifyOptions): AskHuman {
  return async (token) => {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        body: new URLSearchParams({ secret, response: token }),
        signal: AbortSignal.timeout(timeoutMs),
        redirect: 'error',
      });
      const text = await answer.text();
      if (text.length > ANSWER_BYTES) return 'unreachable';
      const { success } = JSON.parse(text) as { success?: unknown };
      if (success === true) return 'passed';
      return success === false ? 'failed' : 'unreachable';
    } catch {
      return 'unreachable';
    }
  };
}
