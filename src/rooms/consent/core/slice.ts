import type { Instant } from '../../../kernel/time.ts';

/** What was said last of one purpose on one channel: yes to a version, or no. */
export type Said = readonly [at: Instant, version: string | null];

/**
 * What a member has said, by purpose and channel (`newsletter sms`, or `newsletter` alone). Plain
 * JSON, replaced and never changed; what nobody was asked is not there, and is a no.
 */
export type ConsentSlice = Readonly<Record<string, Said>>;

/** The key of a purpose on a channel. */
export function saidKey(purpose: string, channel: string | null): string {
  return channel === null ? purpose : `${purpose} ${channel}`;
}
