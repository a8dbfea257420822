export { readBudgets } from './budget-store.ts';
export type { Answer } from './core/answer.ts';
export { intakeSection } from './core/check.ts';
export type { Programs } from './core/programs.ts';
export { purchaseRecord } from './core/purchase-record.ts';
export { closeDraw } from './draws/close-draw.ts';
export { drawRoutes } from './draws/draw-routes.ts';
export type { Heard } from './heard.ts';
export { eventsOfCaller } from './http/events-of-caller.ts';
export { memberOfPath } from './http/member-reference.ts';
export { senderOf } from './http/sender.ts';
export type { Mapping } from './import/core/mapping-schema.ts';
export type { Delivery, SubmitResult } from './import/delivery.ts';
export { ImportFailure } from './import/import-failure.ts';
export { loadMapping, presetNames } from './import/presets.ts';
export { type ImportProgress, type ImportRequest, runImport } from './import/run-import.ts';
export type { ImportSummary } from './import/tally.ts';
export { intakeRoutes } from './routes.ts';
export {
  eventSettings,
  Intake,
  type IntakeOptions,
  type Preview,
  type ProgramSource,
} from './service.ts';
export { endWaiting, preparePartitions, settleDue, type TaskRun } from './tasks.ts';
export type { Result } from './ticket.ts';
export { witnessEvents } from './witness-events.ts';
