import { type Command, EXIT, UsageMistake } from './command.ts';

/** `hachi vault rotate`: a new key-encryption key, while the hub runs. */
export const vault: Command = {
  name: 'vault',
  summary: 'rotate the key of the vault: wrap every data key with a new one',
  usage: 'rotate',
  exitCodes: { 0: 'every data key is wrapped with the new key, and the old key is gone' },
  takesWords: true,
  run: async (context) => {
    if (context.words.join(' ') !== 'rotate') {
      throw new UsageMistake('hachi vault knows one thing: rotate.', 'See: hachi vault --help');
    }
    const api = await context.api();
    for (;;) {
      const rotated = await api.request('POST', '/v1/vault/rotate', {});
      const { key, done } = rotated as { key: string; done: boolean };
      if (!done) continue;
      context.print(`Every data key is wrapped with the key ${key}; the old one is gone.`, { key });
      return EXIT.ok;
    }
  },
};
