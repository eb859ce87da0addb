import type { Clock, Ids } from '#flow/ports';
import { MemoryAcceptanceChecks } from './acceptance-checks';
import { MemoryAedStore } from './aed-store';
import { MemoryCalloutStore } from './callout-store';
import { MemoryDrillStore } from './drill-store';
import { MemoryIncidentStore } from './incident-store';
import { MemoryPeopleStore } from './people-store';
import { MemoryQueue } from './queue';
import { MemoryResponsePlanStore } from './response-plan-store';
import { MemoryTables } from './tables';

/**
 * The whole record in memory: deterministic, for replay and small tests. The seven ports share
 * their rows as those of PostgreSQL do.
 */
export class MemoryStore {
  private readonly tables = new MemoryTables();
  readonly incidents: MemoryIncidentStore;
  readonly people: MemoryPeopleStore;
  readonly aeds: MemoryAedStore;
  readonly callouts: MemoryCalloutStore;
  readonly drills: MemoryDrillStore;
  readonly queue: MemoryQueue;
  readonly responsePlans: MemoryResponsePlanStore;
  readonly acceptanceChecks: MemoryAcceptanceChecks;

  constructor(ports: { readonly clock: Clock; readonly ids: Ids }) {
    this.incidents = new MemoryIncidentStore(this.tables);
    this.people = new MemoryPeopleStore(this.tables, ports);
    this.aeds = new MemoryAedStore(this.tables, ports.ids);
    this.callouts = new MemoryCalloutStore(this.tables);
    this.drills = new MemoryDrillStore(this.tables);
    this.queue = new MemoryQueue(this.tables);
    this.responsePlans = new MemoryResponsePlanStore(this.tables);
    this.acceptanceChecks = new MemoryAcceptanceChecks(this.tables);
  }
}
