import type { Ids, Vault } from '#flow/ports';
import { CalloutStores } from './callout-stores';
import { PostgresControlEvents } from './control-events';
import { PostgresControlMappingStore } from './control-mapping-store';
import type { DueBell } from './due-bell';
import { PostgresEvidenceReads } from './evidence-reads';
import { PostgresIncidentExports } from './incident-exports';
import { PostgresKeptFieldStore } from './kept-field-store';
import type { PersonKeys } from './person-keys';
import type { Pools } from './pools';
import { PostgresServiceReads } from './service-reads';
import { PostgresReportCards } from './report-cards';
import { PostgresWebhookStore } from './webhook-store';

/** What PostgreSQL keeps for control rooms, and what leaves: formats, events, exports, evidence. */
export class ControlStores extends CalloutStores {
  readonly controlMappings: PostgresControlMappingStore;
  readonly keptFields: PostgresKeptFieldStore;
  readonly controlEvents: PostgresControlEvents;
  readonly webhooks: PostgresWebhookStore;
  readonly reportCards: PostgresReportCards;
  readonly incidentExports: PostgresIncidentExports;
  readonly serviceReads: PostgresServiceReads;
  readonly evidenceReads: PostgresEvidenceReads;

  constructor(parts: {
    readonly pools: Pools;
    readonly bell: DueBell;
    readonly keys: PersonKeys;
    readonly vault: Vault;
    readonly ids: Ids;
  }) {
    super(parts);
    const { ids, vault } = parts;
    const { work: pool, queue: queuePool } = parts.pools;
    this.controlMappings = new PostgresControlMappingStore(pool);
    this.keptFields = new PostgresKeptFieldStore({ pool, ids, vault });
    this.controlEvents = new PostgresControlEvents({ pool, queuePool });
    this.webhooks = new PostgresWebhookStore({ pool, queuePool });
    this.reportCards = new PostgresReportCards({ pool, queuePool });
    this.incidentExports = new PostgresIncidentExports(pool);
    this.serviceReads = new PostgresServiceReads(pool);
    this.evidenceReads = new PostgresEvidenceReads(pool);
  }
}
