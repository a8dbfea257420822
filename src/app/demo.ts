export type { DemoDoor } from './demo/door.ts';
export { fillDemo, historyEnd, hubInUse } from './demo/fill.ts';
export { type DemoLoader, startDemo } from './demo/loader.ts';
export type { DemoProgress } from './demo/progress.ts';
export { isFilling } from './demo/store.ts';
export { type DemoSummary, takeIn } from './demo/take-in.ts';
