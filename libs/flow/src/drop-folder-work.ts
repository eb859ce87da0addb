import { HOUR_MS, SECOND_MS, type Instant } from '#core/units';
import type { IncidentView } from '#contracts/incident-api';
import { toInstant } from '#contracts/shapes';
import type { AuditTrail } from '#flow/audit-trail';
import { droppedLines, type DroppedLine } from '#flow/dropped-lines';
import type { Organisations } from '#flow/organisations';
import type { Clock, DropFolder, DroppedFile, TableRow } from '#flow/ports';
import type { ReadIncident } from '#flow/read-incident';
import type { TakeForeignMessage } from '#flow/take-foreign-message';

/** Files of one organisation that are read before the next one's turn. */
export const FILES_PER_TURN_MAX = 20;
/** What is told of back to control: incidents that came in this recently. */
export const STATUS_OF_MS = 24 * HOUR_MS;
/** Status is written this often, whether or not anything has changed: its date says it is alive. */
export const STATUS_EVERY_MS = 5 * SECOND_MS;
export const STATUS_INCIDENTS_MAX = 5_000;
const PAGE = 200;
/** A file that grows each time it has been read is one that somebody writes to for ever. */
const READINGS_MAX = 5;

const REPORT_HEADING = ['line', 'column', 'controlRef', 'outcome', 'incidentId', 'says'];
const STATUS_HEADING = [
  ...['controlRef', 'incidentId', 'status', 'progress', 'mode', 'kind', 'priority'],
  ...['receivedAt', 'endedAt', 'alertedCount', 'acceptedCount', 'responderId', 'alertStatus'],
  ...['assignmentStatus', 'alertedAt', 'answeredAt', 'enRouteAt', 'onSceneAt', 'etaAt'],
];

/**
 * Takes what control rooms leave as files, line by line, and writes back how their incidents
 * stand. Reading a file twice changes nothing, so that a worker may die at any point of it.
 */
export class DropFolderWork {
  private readonly strangers = new Set<string>();
  private readonly written = new Map<string, Instant>();

  constructor(
    private readonly ports: {
      readonly dropFolder: DropFolder;
      readonly takeForeign: Pick<TakeForeignMessage, 'takeMessages'>;
      readonly readIncident: Pick<ReadIncident, 'list'>;
      readonly organisations: Pick<Organisations, 'of'>;
      readonly audit: Pick<AuditTrail, 'note'>;
      readonly clock: Pick<Clock, 'now'>;
      readonly onError: (error: unknown) => void;
    },
  ) {}

  /** One turn for every organisation that has a folder; how many files were read. */
  async round(): Promise<number> {
    let count = 0;
    for (const organisationId of await this.ports.dropFolder.organisations()) {
      try {
        if (await this.isKnown(organisationId)) count += await this.turn(organisationId);
      } catch (error) {
        // Another organisation's files do not wait for this one's folder.
        this.ports.onError(error);
      }
    }
    return count;
  }

  /** Told once: whoever misspells the folder would wait for ever. */
  private async isKnown(organisationId: string): Promise<boolean> {
    if ((await this.ports.organisations.of(organisationId)) !== null) return true;
    if (!this.strangers.has(organisationId)) {
      this.strangers.add(organisationId);
      this.ports.onError(new Error(`the drop folder ${organisationId} is of no organisation`));
    }
    return false;
  }

  private async turn(organisationId: string): Promise<number> {
    const { dropFolder, clock } = this.ports;
    let count = 0;
    while (count < FILES_PER_TURN_MAX) {
      const file = await dropFolder.take(organisationId, clock.now());
      if (file === null) break;
      count += 1;
      await this.read(file);
    }
    const now = clock.now();
    const before = this.written.get(organisationId) ?? -Infinity;
    if (count > 0 || now - before >= STATUS_EVERY_MS) {
      this.written.set(organisationId, now);
      await dropFolder.putStatus(organisationId, await this.status(organisationId, now));
      await dropFolder.tidy(organisationId);
    }
    return count;
  }

  private async read(first: DroppedFile): Promise<void> {
    const { organisationId, name } = first;
    let file: DroppedFile | null = first;
    for (let reading = 1; file !== null && reading <= READINGS_MAX; reading += 1) {
      const report = await this.applyAll(file);
      const refusedCount = report.filter(([, , , outcome]) => outcome === 'refused').length;
      const outcome = refusedCount > 0 || report.length === 0 ? 'refused' : 'done';
      this.ports.audit.note({
        ...{ organisationId, actor: { role: 'control', id: null }, action: 'drop-folder.read' },
        ...{ subject: null, outcome: outcome === 'done' ? 'done' : 'refused' },
        detail: { lines: report.length, refused: refusedCount },
      });
      const rows = report.length > 0 ? report : [[1, '', '', 'refused', '', `${name} is empty`]];
      file = await this.ports.dropFolder.settle(file, outcome, [REPORT_HEADING, ...rows]);
    }
  }

  /** A line that meets an accident is tried again with its file, once the others have been. */
  private async applyAll(file: DroppedFile): Promise<readonly TableRow[]> {
    const report: TableRow[] = [];
    const accidents: unknown[] = [];
    for (const line of droppedLines(file)) {
      try {
        report.push(await this.apply(file, line));
      } catch (error) {
        accidents.push(error);
      }
    }
    if (accidents.length > 0) throw accidents[0];
    return report;
  }

  private async apply(
    { organisationId }: DroppedFile,
    { line, read }: DroppedLine,
  ): Promise<TableRow> {
    if ('says' in read) {
      return [line, read.column, read.controlRef, 'refused', '', read.says];
    }
    const { controlRef } = read.step;
    const receivedAt = this.ports.clock.now();
    const from = { format: 'mapped', receivedAt } as const;
    const taken = await this.ports.takeForeign.takeMessages(organisationId, [read], from);
    if (!taken.ok) {
      const { field = '', detail } = taken.problem;
      return [line, field, controlRef, 'refused', '', detail];
    }
    const [message] = taken.value.messages;
    return [line, '', controlRef, 'done', message?.incidentId ?? '', message?.status ?? ''];
  }

  /** Incidents of the last day, newest first, a line for each responder; no names, no places. */
  private async status(organisationId: string, now: Instant): Promise<readonly TableRow[]> {
    const filter = { status: null, controlRef: null };
    const rows: TableRow[] = [STATUS_HEADING];
    let cursor: string | null = null;
    for (let count = 0; count < STATUS_INCIDENTS_MAX; count += PAGE) {
      const page = { cursor, limit: PAGE };
      const found = await this.ports.readIncident.list(organisationId, filter, page);
      const recent = found.items.filter((one) => now - toInstant(one.receivedAt) < STATUS_OF_MS);
      rows.push(...recent.flatMap(statusRows));
      cursor = found.nextCursor;
      if (cursor === null || recent.length < found.items.length) break;
    }
    return rows;
  }
}

function statusRows(incident: IncidentView): readonly TableRow[] {
  const { controlRef, id, status, progress, mode, kind, priority, receivedAt, endedAt } = incident;
  const { alertedCount, acceptedCount, responders } = incident;
  const about = [
    ...[controlRef, id, status, progress ?? '', mode, kind, priority, receivedAt, endedAt ?? ''],
    ...[alertedCount, acceptedCount],
  ];
  if (responders.length === 0) return [[...about, '', '', '', '', '', '', '', '']];
  return responders.map((one) => [
    ...[...about, one.responderId, one.alertStatus, one.assignmentStatus ?? '', one.sentAt],
    ...[one.answeredAt ?? '', one.enRouteAt ?? '', one.onSceneAt ?? '', one.etaAt ?? ''],
  ]);
}
