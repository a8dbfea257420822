import { audit } from './audit.ts';
import type { Command } from './command.ts';
import { coupons } from './coupons.ts';
import { demo } from './demo.ts';
import { importFile } from './import.ts';
import { key } from './key.ts';
import { operator } from './operator.ts';
import { program } from './program.ts';
import { quality } from './quality.ts';
import { serve } from './serve.ts';
import { vault } from './vault.ts';
import { verify } from './verify.ts';

/** Every command, in the order that help shows them. */
export const commands: readonly Command[] = [
  serve,
  importFile,
  program,
  coupons,
  key,
  operator,
  quality,
  verify,
  vault,
  audit,
  demo,
];
