/** Goal: of 200 who want the same thing at once exactly one gets it; more rounds: test:races. */
import { test } from 'node:test';
import { RACES } from './catalogue.ts';
import { runRace } from './run-race.ts';

for (const race of RACES) test(race.name, () => runRace(race, { rounds: 2, clients: 200 }));
