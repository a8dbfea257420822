/** Writes .env.example from the settings that the hub reads. */
import { writeFileSync } from 'node:fs';
import { environmentExample } from '../src/platform/config.ts';

writeFileSync(new URL('../.env.example', import.meta.url), environmentExample());
