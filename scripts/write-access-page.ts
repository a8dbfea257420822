/** Writes docs/reference/access.md from the catalogue of permissions and roles. */
import { writeFileSync } from 'node:fs';
import { accessPage } from './access-page.ts';

writeFileSync(new URL('../docs/reference/access.md', import.meta.url), accessPage());
