import { alertEnd } from '#core/evidence-alerts';
import type { ArrestRecord } from '#core/evidence-record';
import { publicTables, publicTimes } from '#core/evidence-release';
import {
  EVIDENCE_ROWS,
  figureName,
  rowsBehind,
  type EvidenceRows,
  type EvidenceTable,
} from '#core/evidence-table';
import { ok, refuse, type Result } from '#core/problem';
import type {
  ArrestRecordView,
  EvidenceAlertView,
  EvidenceDeliveryView,
  EvidenceQuery,
  EvidenceTableView,
  EvidenceTimeView,
  EvidenceView,
} from '#contracts/evidence-api';
import { toIso } from '#contracts/shapes';
import type { EvidencePack } from '#flow/evidence';
import { systemItems } from '#flow/evidence-system';

/** Fewer people than this are not spoken of together in public. */
const PEOPLE_PUBLIC_MIN = 10;
const UNEVENNESS_PARTS = 100;

interface Wanted {
  readonly rows: EvidenceRows | null;
  /** All of them where null. */
  readonly ids: ReadonlySet<string> | null;
}

/**
 * A pack as it is sent: the figures, and the rows that were asked for.
 *
 * @returns refusal `not-found` where no number has the name that was asked for
 */
export function evidenceView(
  pack: EvidencePack,
  asked: Pick<EvidenceQuery, 'part' | 'figure'>,
): Result<EvidenceView> {
  const wanted = wantedOf(pack, asked);
  if (!wanted.ok) return wanted;
  const { rows, ids } = wanted.value;
  const isOf = (id: string): boolean => ids?.has(id) ?? true;
  return ok({
    ...figuresView(pack),
    arrests: rows === 'arrests' ? arrestRows(pack).filter(({ id }) => isOf(id)) : null,
    alerts: rows === 'alerts' ? alertRows(pack).filter(({ id }) => isOf(id)) : null,
    deliveries: rows === 'deliveries' ? deliveryRows(pack).filter(({ id }) => isOf(id)) : null,
  });
}

function wantedOf(
  pack: EvidencePack,
  { part, figure }: Pick<EvidenceQuery, 'part' | 'figure'>,
): Result<Wanted> {
  const rows = EVIDENCE_ROWS.find((name) => name === part) ?? null;
  if (figure === undefined && rows === null) return ok({ rows: null, ids: null });
  if (figure === undefined) return ok({ rows, ids: null });
  const time = pack.times.find(({ name }) => `times/${name}` === figure);
  const behind =
    time === undefined
      ? rowsBehind(pack.tables, figure)
      : ({ rows: 'arrests', ids: new Set(time.ids) } as const);
  return behind === null ? refuse('not-found', 'No number has that name.') : ok(behind);
}

/** Everything but rows; a public release without small numbers. */
export function figuresView(pack: EvidencePack): EvidenceView {
  const { asked, organisation, madeAt } = pack;
  const isPublic = asked.release === 'public';
  return {
    organisation: organisation.name,
    timeZone: organisation.timeZone,
    ...{ from: asked.from, to: asked.to, madeAt: toIso(madeAt) },
    ...{ kinds: asked.kinds, release: asked.release },
    system: [...systemItems(pack)],
    tables: isPublic ? publicTables(pack.tables).map(publicView) : pack.tables.map(tableView),
    times: isPublic ? publicTimes(pack.times).map(publicTime) : pack.times.map(timeView),
    unevenness: unevennessView(pack, isPublic),
    ...{ arrests: null, alerts: null, deliveries: null },
  };
}

function tableView(table: EvidenceTable): EvidenceTableView {
  const { name, title, counts, columns, bars } = table;
  const width = Math.max(1, columns.length);
  return {
    ...{ name, title, counts, columns: [...columns] },
    totals: Array.from({ length: width }, (_none, column) =>
      bars.reduce((sum, { cells }) => sum + (cells[column]?.count ?? 0), 0),
    ),
    bars: bars.map((bar) => ({
      ...{ name: bar.name, says: bar.says },
      counts: bar.cells.map(({ count }) => count),
      figures: bar.cells.map((_cell, column) =>
        table.rows === null ? null : figureName(table, bar, column),
      ),
    })),
  };
}

function publicView(table: ReturnType<typeof publicTables>[number]): EvidenceTableView {
  const { name, title, counts, columns, totals, bars } = table;
  return {
    ...{ name, title, counts, columns: [...columns], totals: [...totals] },
    bars: bars.map((bar) => ({ ...bar, counts: [...bar.counts], figures: [] })),
  };
}

function timeView(time: EvidencePack['times'][number]): EvidenceTimeView {
  const { name, says, count, p10S, p50S, p90S } = time;
  return { name, says, count, p10S, p50S, p90S, figure: `times/${name}` };
}

function publicTime(time: ReturnType<typeof publicTimes>[number]): EvidenceTimeView {
  return { ...time, count: null, figure: null };
}

function unevennessView(pack: EvidencePack, isPublic: boolean): number | null {
  const people = new Set(
    pack.incidents.flatMap(({ alerts }) => alerts.map(({ responderId }) => responderId)),
  );
  if (isPublic && people.size < PEOPLE_PUBLIC_MIN) return null;
  return Math.round(pack.unevenness * UNEVENNESS_PARTS) / UNEVENNESS_PARTS;
}

/** The records of a pack; none of a public release. */
export function arrestRows(pack: EvidencePack): readonly ArrestRecordView[] {
  return pack.asked.release === 'public' ? [] : pack.records.map(recordView);
}

function recordView(record: ArrestRecord): ArrestRecordView {
  return {
    ...record,
    calledAt: toIso(record.calledAt),
    receivedAt: toIso(record.receivedAt),
    firstAlertAt: toIso(record.firstAlertAt),
    firstDeliveredAt: toIso(record.firstDeliveredAt),
    firstSeenAt: toIso(record.firstSeenAt),
    firstAcceptedAt: toIso(record.firstAcceptedAt),
    firstEnRouteAt: toIso(record.firstEnRouteAt),
    firstOnSceneAt: toIso(record.firstOnSceneAt),
    firstWithPatientAt: toIso(record.firstWithPatientAt),
    aedOnSceneAt: toIso(record.aedOnSceneAt),
    ambulanceExpectedAt: toIso(record.ambulanceExpectedAt),
    lastClearedAt: toIso(record.lastClearedAt),
    cancelledAt: toIso(record.cancelledAt),
    closedAt: toIso(record.closedAt),
  };
}

function alertRows({ incidents, madeAt }: EvidencePack): readonly EvidenceAlertView[] {
  return incidents.flatMap(({ id: incidentId, alerts }) =>
    alerts.map((alert) => {
      const { id, responderId, wave, status, reason, endedReason, distanceM } = alert;
      const { end, reach } = alertEnd(alert, madeAt);
      return {
        ...{ id, incidentId, responderId, wave, status, end, reason, endedReason, distanceM },
        sentAt: toIso(alert.sentAt),
        deliveredAt: toIso(alert.deliveredAt),
        seenAt: toIso(alert.seenAt),
        answeredAt: toIso(alert.answeredAt),
        ...{ reachedBy: reach.by, unreachedWhy: reach.why },
      };
    }),
  );
}

function deliveryRows({ incidents }: EvidencePack): readonly EvidenceDeliveryView[] {
  return incidents.flatMap(({ id: incidentId, alerts }) =>
    alerts.flatMap(({ id: alertId, deliveries }) =>
      deliveries.map((line) => ({
        ...{ id: line.id, alertId, incidentId, channel: line.channel, status: line.status },
        ...{ queuedAt: toIso(line.queuedAt), dueAt: toIso(line.dueAt), spared: line.spared },
        ...{ finishedAt: toIso(line.finishedAt), deliveredAt: toIso(line.deliveredAt) },
        seenAt: toIso(line.seenAt),
      })),
    ),
  );
}
