import type { Problem } from '../../../kernel/problem.ts';

/** Letters of a password, at least: length makes one strong, kinds of signs do not. */
export const PASSWORD_LEAST = 12;
/** Letters of a password, at most: a longer one only makes the hub work. */
export const PASSWORD_MOST = 200;

const DIFFERENT_LEAST = 5;
/** What people choose first when twelve letters are asked, without figures and signs. */
const COMMON_WORDS = [
  ...['password', 'passwort', 'passwd', 'letmein', 'welcome', 'administrator', 'admin', 'hachi'],
  ...['qwertyuiop', 'qwertzuiop', 'qwerty', 'iloveyou', 'changeme', 'abcdefghijkl', 'loyalty'],
];
const COMMON = new RegExp(`^(?:${COMMON_WORDS.join('|')})+$`);

/** What is wrong with a new password, or null. The password itself is in no word of it. */
export function passwordProblem(password: string, email: string, name: string): Problem | null {
  const letters = [...password].length;
  if (letters < PASSWORD_LEAST || letters > PASSWORD_MOST) {
    return weak(`has ${letters} letters`, `Take ${PASSWORD_LEAST} to ${PASSWORD_MOST} letters.`);
  }
  const plain = password.toLowerCase();
  if (new Set(plain).size < DIFFERENT_LEAST) {
    return weak('repeats the same few letters', 'Take a sentence, or let a program make one.');
  }
  const words = plain.replace(/[^\p{L}]/gu, '');
  if (COMMON.test(words)) {
    return weak(
      'is one of those that are tried first',
      'Take a sentence, or let a program make one.',
    );
  }
  const own = [email.split('@')[0] ?? '', ...name.toLowerCase().split(/\s+/)];
  const left = own.reduce((text, part) => (part ? text.replaceAll(part, '') : text), plain);
  if ([...left].length < PASSWORD_LEAST / 2) {
    return weak('is little more than the name', 'Take one that does not come from the name.');
  }
  return null;
}

function weak(detail: string, fix: string): Problem {
  return { code: 'password_weak', path: '/password', detail: `The password ${detail}.`, fix };
}
