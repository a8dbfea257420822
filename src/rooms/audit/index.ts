export type { NewAlert } from './alert-store.ts';
export type { AuditEntry } from './core/entry.ts';
export { AuditLog } from './log.ts';
