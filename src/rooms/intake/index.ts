export { intakeSection } from './core/check.ts';
