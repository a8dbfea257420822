export type { Answer } from './core/answer.ts';
export { intakeSection } from './core/check.ts';
export type { Programs } from './deciding.ts';
export { Intake, type IntakeOptions, type Preview, type ProgramSource } from './service.ts';
export { endWaiting, preparePartitions, settleDue, type TaskRun } from './tasks.ts';
export type { Result } from './ticket.ts';
