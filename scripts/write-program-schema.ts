/** Writes docs/reference/program.schema.json, for editors that complete and check as one types. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { documentSchema } from '../src/rooms/program/index.ts';
import { SECTIONS } from '../src/sections.ts';

const file = fileURLToPath(new URL('../docs/reference/program.schema.json', import.meta.url));
const biome = fileURLToPath(new URL('../node_modules/.bin/biome', import.meta.url));
writeFileSync(file, `${JSON.stringify(documentSchema(SECTIONS), null, 2)}\n`);
execFileSync(biome, ['format', '--write', file], { stdio: 'ignore' });
