import Type from 'typebox';
import type { Condition } from './condition.ts';

/** Product categories; a category stands for everything below it in the tree. */
export const categories: Condition = {
  code: 'categories',
  summary: 'for categories {args}',
  args: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { minItems: 1, maxItems: 1_000 }),
  reason: 'no_line_matches',
  level: () => 'line',
  prepare(args) {
    const listed = new Set(args as string[]);
    return ({ line }) => {
      if (!line) return false;
      for (let index = 0; index < line.categories.length; index++) {
        if (listed.has(line.categories[index] as string)) return true;
      }
      return false;
    };
  },
};
