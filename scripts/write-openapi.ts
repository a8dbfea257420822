/** Writes openapi.json from the routes of a hub, for readers and for generated clients. */
import { writeFileSync } from 'node:fs';
import { openApiText } from './openapi-document.ts';

writeFileSync(new URL('../openapi.json', import.meta.url), await openApiText());
