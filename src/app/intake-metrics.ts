import { Counter, Gauge, Histogram, type Metrics } from '../platform/metrics.ts';
import { catalogMetrics } from './catalog-metrics.ts';
import type { Rooms } from './rooms.ts';

/** Hears what the intake does. */
export interface IntakeObserver {
  readonly batch: (events: number, milliseconds: number) => void;
  /** An event was refused, for the reason of this code. */
  readonly refused: (code: string) => void;
}

/** Counts what the intake does, and what it takes events from. Returns its observer. */
export function intakeMetrics(
  registry: Metrics,
  { intake, catalog }: Pick<Rooms, 'intake' | 'catalog'>,
): IntakeObserver {
  catalogMetrics(registry, catalog);
  const events = new Counter({
    name: 'hachi_intake_events_total',
    help: 'Events that went through a batch',
    registers: [registry],
  });
  const refused = new Counter({
    name: 'hachi_intake_refused_total',
    help: 'Events that were refused, by the code of the reason (docs/reference/errors.md)',
    labelNames: ['reason'],
    registers: [registry],
  });
  const sizes = new Histogram({
    name: 'hachi_intake_batch_events',
    help: 'Events in one batch',
    buckets: [1, 4, 16, 64, 128, 256, 512, 1024],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'hachi_intake_batch_seconds',
    help: 'From taking a batch to its commit',
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [registry],
  });
  new Gauge({
    name: 'hachi_intake_waiting',
    help: 'Events that wait for a batch or are in one',
    registers: [registry],
    collect() {
      this.set(intake.waiting);
    },
  });
  return {
    batch: (count, milliseconds) => {
      events.inc(count);
      sizes.observe(count);
      seconds.observe(milliseconds / 1000);
    },
    refused: (code) => refused.inc({ reason: code }),
  };
}
