import { DataSource, EntitySchema, EntitySchemaOptions } from 'typeorm';
import { PLACES, type OpenIncident } from './accept-questions';

interface IncidentRow {
  id: string;
  acceptedCount: number;
}

interface AlertRow {
  id: string;
  incidentId: string;
  status: string;
}

const INCIDENT = new EntitySchema<IncidentRow>(
  Object.assign(new EntitySchemaOptions<IncidentRow>(), {
    name: 'bench_incident',
    columns: {
      id: { type: 'uuid', primary: true },
      acceptedCount: { type: 'int', name: 'accepted_count' },
    },
  }),
);
const ALERT = new EntitySchema<AlertRow>(
  Object.assign(new EntitySchemaOptions<AlertRow>(), {
    name: 'bench_alert',
    columns: {
      id: { type: 'uuid', primary: true },
      incidentId: { type: 'uuid', name: 'incident_id' },
      status: { type: 'text' },
    },
  }),
);

/** An accept as tutorials write it: read both rows, look whether there is room, save both. */
export class OrmAccepts {
  private constructor(private readonly source: DataSource) {}

  /** @param connections as many as our own store has */
  static async open(ownerUrl: string, connections: number): Promise<OrmAccepts> {
    const source = new DataSource({
      ...{ type: 'postgres', url: ownerUrl, entities: [INCIDENT, ALERT], synchronize: true },
      poolSize: connections,
    });
    return new OrmAccepts(await source.initialize());
  }

  /** Incidents and questions of the same ids, in tables of its own. */
  async take(incidents: readonly OpenIncident[]): Promise<void> {
    const rows = incidents.map(({ incidentId }) => ({ id: incidentId, acceptedCount: 0 }));
    await this.source.getRepository(INCIDENT).insert(rows);
    for (const { incidentId, alerts } of incidents) {
      const asked = alerts.map(({ alertId: id }) => ({ id, incidentId, status: 'sent' }));
      await this.source.getRepository(ALERT).insert(asked);
    }
  }

  /** Whether the place was given. */
  async accept(alertId: string): Promise<boolean> {
    const [alerts, incidents] = [
      this.source.getRepository(ALERT),
      this.source.getRepository(INCIDENT),
    ];
    const alert = await alerts.findOneBy({ id: alertId });
    if (alert?.status !== 'sent') return false;
    const incident = await incidents.findOneBy({ id: alert.incidentId });
    if (incident === null || incident.acceptedCount >= PLACES) return false;
    incident.acceptedCount += 1;
    alert.status = 'accepted';
    await incidents.save(incident);
    await alerts.save(alert);
    return true;
  }

  close(): Promise<void> {
    return this.source.destroy();
  }
}
