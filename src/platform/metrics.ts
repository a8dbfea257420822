import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Where a hub's numbers are gathered; `/metrics` prints it. */
export type Metrics = Registry;

export { Counter, Gauge, Histogram };

/** A fresh registry, so that two hubs in one process do not mix their numbers. */
export function openMetrics(options: { ofProcess?: boolean } = {}): Metrics {
  const registry = new Registry();
  if (options.ofProcess ?? true) collectDefaultMetrics({ register: registry });
  return registry;
}
