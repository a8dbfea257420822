import type { Problem } from '../../../../kernel/problem.ts';
import type { ProgramDocument } from '../section.ts';
import { isObject } from './explain.ts';
import { below } from './guard.ts';

/** The part of a document whose shape is right, and how what is found in it is told. */
export interface SoundPart {
  readonly document: ProgramDocument;
  /** The document with stand-ins in its head: every name that is declared, also in bad items. */
  readonly names: ProgramDocument;
  /** Whether a problem of the part is one of the whole: what is left out may hold the name. */
  tells(problem: Problem): boolean;
  /** The problem with the path that it has in the whole document. */
  inPlace(problem: Problem): Problem;
}

const HEAD = ['program', 'timezone', 'currency', 'taxIncluded'];
const STAND_INS = { program: 'program', timezone: 'UTC', currency: 'CNY' };

/** Leaves out the items that `problems` lie in, and sections that are wrong as a whole. */
export function soundPart(value: Record<string, unknown>, problems: readonly Problem[]): SoundPart {
  const wrong = new Set(problems.map((problem) => problem.path.split('/').slice(1, 3).join('/')));
  const document: Record<string, unknown> = { ...STAND_INS };
  const names: Record<string, unknown> = { ...value };
  const places = new Map<string, readonly number[]>();
  let complete = !wrong.has('');
  for (const [name, part] of Object.entries(value)) {
    if (wrong.has(name)) {
      if (!HEAD.includes(name)) complete = false;
      continue;
    }
    document[name] = part;
    if (Array.isArray(part)) {
      const kept = [...part.keys()].filter((index) => !wrong.has(`${name}/${index}`));
      places.set(name, kept);
      document[name] = kept.map((index) => part[index]);
      if (kept.length < part.length) complete = false;
    } else if (isObject(part)) {
      const kept = Object.keys(part).filter((key) => !wrong.has(below(name, key)));
      document[name] = Object.fromEntries(kept.map((key) => [key, part[key]]));
      if (kept.length < Object.keys(part).length) complete = false;
    }
  }
  for (const name of HEAD) if (document[name] !== undefined) names[name] = document[name];
  return {
    document: document as ProgramDocument,
    names: names as ProgramDocument,
    tells: (problem) => complete || !hangsOnOthers(problem.code),
    inPlace: (problem) => ({ ...problem, path: placed(problem.path, places) }),
  };
}

/** Codes of problems that an item which was left out may have caused. */
function hangsOnOthers(code: string): boolean {
  return code.startsWith('unknown_') || code === 'nothing_to_multiply';
}

function placed(path: string, places: ReadonlyMap<string, readonly number[]>): string {
  const [, name = '', index = '', ...rest] = path.split('/');
  const place = places.get(name)?.[Number(index)];
  if (index === '' || place === undefined) return path;
  return ['', name, String(place), ...rest].join('/');
}
