import { Gauge, type Metrics } from '../platform/metrics.ts';
import type { Catalog } from '../rooms/catalog/index.ts';

/** Says how many touchpoints are registered, and how many of them are shut out. */
export function catalogMetrics(registry: Metrics, { touchpoints }: Pick<Catalog, 'touchpoints'>) {
  new Gauge({
    name: 'hachi_catalog_touchpoints',
    help: 'Registered touchpoints; a hub with none takes events from anywhere',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      const { active, revoked } = touchpoints.counts();
      this.set({ state: 'active' }, active);
      this.set({ state: 'revoked' }, revoked);
    },
  });
}
