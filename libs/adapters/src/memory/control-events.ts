import { incidentProgress } from '#core/incident-progress';
import type { Instant } from '#core/units';
import { eventTypeOf, WEEKLY_EVENT } from '#core/webhook-events';
import type { WeeklyReportView } from '#contracts/report-card-api';
import { toInstant } from '#contracts/shapes';
import type { ControlEvent, ControlEvents } from '#flow/ports';
import { settle, type IncidentRow, type MemoryTables } from './tables';

/** An event with when it was recorded. */
export interface EventRow {
  readonly event: ControlEvent;
  readonly recordedAt: Instant;
}

/** What control rooms are told, in memory. */
export class MemoryControlEvents implements ControlEvents {
  readonly rows: EventRow[] = [];
  /** How many facts of each incident have been looked at. */
  private readonly relayed = new Map<string, number>();
  private readonly listeners: ((row: EventRow) => void)[] = [];

  constructor(private readonly tables: MemoryTables) {}

  /** Calls back for each event that is added. */
  onEvent(callback: (row: EventRow) => void): void {
    this.listeners.push(callback);
  }

  relay: ControlEvents['relay'] = (now) =>
    settle(() => {
      let looked = 0;
      for (const row of this.tables.incidents.values()) looked += this.relayOne(row, now);
      return looked;
    });

  after: ControlEvents['after'] = (organisationId, { position, limit }) =>
    settle(() =>
      this.rows
        .map(({ event }) => event)
        .filter((event) => event.organisationId === organisationId && event.position > position)
        .slice(0, limit),
    );

  private relayOne({ incident }: IncidentRow, now: Instant): number {
    const { id: incidentId, organisationId, controlRef, mode, status } = incident;
    const facts = this.tables.facts.get(incidentId) ?? [];
    const fresh = facts.slice(this.relayed.get(incidentId) ?? 0);
    this.relayed.set(incidentId, facts.length);
    const assignments = [...this.tables.assignments.values()]
      .filter((assignment) => assignment.incidentId === incidentId)
      .map((assignment) => assignment.status);
    const progress = incidentProgress(status, assignments);
    for (const fact of fresh) {
      const type = eventTypeOf(fact.kind);
      if (type === null) continue;
      const news = { incidentId, controlRef, mode, status, progress, fact };
      const at = toInstant(fact.at);
      this.add({ organisationId, type, at, news, weekly: null }, now);
    }
    return fresh.length;
  }

  /** Adds a week in figures. */
  addWeekly(organisationId: string, weekly: WeeklyReportView, now: Instant): void {
    this.add({ organisationId, type: WEEKLY_EVENT, at: now, news: null, weekly }, now);
  }

  private add(said: Omit<ControlEvent, 'position' | 'id'>, recordedAt: Instant): void {
    const position = this.rows.length + 1;
    const id = `00000000-0000-4000-8000-${position.toString(16).padStart(12, '0')}`;
    const row = { event: { ...said, position, id }, recordedAt };
    this.rows.push(row);
    for (const listener of this.listeners) listener(row);
  }
}
