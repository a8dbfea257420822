/** Writes sql/schema.sql: the whole schema on one page, for readers and for diffs. */
import { writeFileSync } from 'node:fs';
import { testDatabase } from '../test/database.ts';
import { describeSchema } from './schema-catalog.ts';

const database = await testDatabase();
writeFileSync(new URL('../sql/schema.sql', import.meta.url), await describeSchema(database.pool));
await database.drop();
