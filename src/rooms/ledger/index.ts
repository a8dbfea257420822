export { ACCOUNTS, type Account, type Entry } from './core/entry.ts';
