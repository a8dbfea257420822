import type { Sketch } from './sketch.ts';

type Stored = Omit<Sketch, 'given' | 'surname' | 'address'> & {
  readonly given: number[] | null;
  readonly surname: number[] | null;
  readonly address: number[] | null;
};

/** The JSON of a sketch for its row. */
export function storeSketch(sketch: Sketch): string {
  const { given, surname, address } = sketch;
  const plain = (filter: Uint32Array | null): number[] | null => filter && [...filter];
  return JSON.stringify({
    ...sketch,
    given: plain(given),
    surname: plain(surname),
    address: plain(address),
  });
}

/** A sketch from the JSON value of its row. */
export function readSketch(stored: unknown): Sketch {
  const sketch = stored as Stored;
  const filter = (words: number[] | null): Uint32Array | null => words && Uint32Array.from(words);
  const { given, surname, address } = sketch;
  return {
    ...sketch,
    given: filter(given),
    surname: filter(surname),
    address: filter(address),
  };
}
