export type { NewAlert } from './alert-store.ts';
export type { AuditEntry } from './core/entry.ts';
export { AuditLog } from './log.ts';
export { logRoutes } from './log-routes.ts';
export { ownsLog } from './rights-store.ts';
export { type CheckpointSigner, checkpointSigner } from './signer.ts';
export { signLog, watchLog } from './tasks.ts';
export { OWNER_WARNING, verifyRoutes } from './verify-routes.ts';
