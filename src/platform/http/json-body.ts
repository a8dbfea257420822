import { reject } from '../../kernel/problem.ts';
import type { HttpServer } from './server.ts';

const DEPTH_MAX = 64;
/** A body this short cannot be nested deep enough to hurt. */
const SHORT = 1_024;
/** Escapes that may stand for text which PostgreSQL cannot hold: NUL, half a character. */
const SUSPICIOUS = /\\u(?:0000|[dD][89a-fA-F])/;

/**
 * Reads JSON bodies: no `__proto__`, no nesting that overflows a stack later on, no text that the
 * database refuses. Nothing behind this has to think of them again.
 */
export function readJson(app: HttpServer): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = String(body);
    parse(request, text, (error, value) => {
      if (error) done(error);
      else done(wrongBody(text, value), value);
    });
  });
  app.addHook('onRequest', (request, _reply, done) => {
    done(request.url.includes('%00') ? unstorable('') : undefined);
  });
}

function wrongBody(text: string, value: unknown): Error | null {
  const suspicious = SUSPICIOUS.test(text);
  if (text.length < SHORT && !suspicious) return null;
  return wrongPlace(value, '', 0, suspicious);
}

function wrongPlace(value: unknown, path: string, depth: number, texts: boolean): Error | null {
  if (typeof value === 'string') return texts && !isStorable(value) ? unstorable(path) : null;
  if (typeof value !== 'object' || value === null) return null;
  if (depth === DEPTH_MAX) return tooDeep(path);
  for (const [name, inner] of Object.entries(value)) {
    if (texts && !isStorable(name)) return unstorable(path);
    const wrong = wrongPlace(inner, texts ? `${path}/${name}` : path, depth + 1, texts);
    if (wrong) return wrong;
  }
  return null;
}

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

function unstorable(path: string): Error {
  return reject(400, {
    code: 'invalid_input',
    path: path.slice(0, 200),
    detail: 'contains a NUL or half of a character',
    fix: 'Remove the character; texts are complete Unicode.',
  });
}

function tooDeep(path: string): Error {
  return reject(400, {
    code: 'invalid_input',
    path,
    detail: `The body is nested deeper than ${DEPTH_MAX} levels.`,
    fix: 'Send flatter data.',
  });
}
