export type { Answer } from './core/answer.ts';
export { intakeSection } from './core/check.ts';
export { Intake, type IntakeOptions, type Preview, type ProgramSource } from './service.ts';
export type { Result } from './ticket.ts';
