export type { Difference } from './core/difference.ts';
export { proofRoutes } from './routes.ts';
export {
  type ProgramVersions,
  type Proof,
  type ProofOptions,
  type ProofStep,
  prove,
} from './service.ts';
