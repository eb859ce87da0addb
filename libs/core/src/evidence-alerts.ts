import { gini, histogram } from '#core/callout-fairness';
import { DELIVERY_CHANNELS } from '#core/delivery';
import type { EvidenceAlert, EvidenceIncident } from '#core/evidence-incident';
import { reachOf, type AlertReach } from '#core/evidence-reach';
import { lineFor, linesUpTo, tableOf, type EvidenceTable } from '#core/evidence-table';
import type { Instant } from '#core/units';

const DISTANCES_M = [250, 500, 1_000, 2_000];
/** Alerts of one person in the period; the first line is for one alert. */
const TIMES = [2, 3, 4, 5, 6, 10, 20, 50];
const HOURS = 24;
const HEAD = { counts: 'alerts', rows: 'alerts' } as const;
const YES = 'alerts/accepted';
const UNREACHED = 'alerts/not-reached';
const NOT_KNOWN = 'not-known';
const ANSWERS = ['accepted', 'other'];
/** Two sums are known of the people by how often they were alerted: people, and alerts. */
const KEPT_BACK_OF_PEOPLE = 3;

interface Asked {
  readonly alert: EvidenceAlert;
  readonly reach: AlertReach;
}

/** How one of these alerts ended, and for whom. */
export interface AlertEnd {
  /** Of the lines of the table `alerts`. */
  readonly end: string;
  readonly reach: AlertReach;
}

/** How alerts ended and whom they reached; alerts of cancelled arrests count: phones rang. */
export function alertTables(
  incidents: readonly EvidenceIncident[],
  now: Instant,
  hourOf: (at: Instant) => number,
): readonly EvidenceTable[] {
  const asked = incidents.flatMap(({ alerts }) =>
    alerts.map((alert): Asked => ({ alert, reach: reachOf(alert, now) })),
  );
  const column = ({ status }: EvidenceAlert): number => (status === 'accepted' ? 0 : 1);
  const split = { ...HEAD, columns: ANSWERS, of: [YES] };
  return [
    endTable(asked),
    unreachedTable(asked),
    reachedByTable(asked),
    tableOf(
      { ...split, name: 'by-hour', title: 'Alerts by the hour of the day' },
      Array.from({ length: HOURS }, (_none, hour) => {
        const name = String(hour).padStart(2, '0');
        return [name, `${name}:00`] as const;
      }),
      asked.map(({ alert }) => ({
        ...{ id: alert.id, column: column(alert) },
        bar: String(hourOf(alert.sentAt)).padStart(2, '0'),
      })),
    ),
    tableOf(
      { ...split, name: 'by-distance', title: 'Alerts by straight-line distance' },
      [...linesUpTo(DISTANCES_M, metres), [NOT_KNOWN, 'not known']],
      asked.map(({ alert }) => ({
        ...{ id: alert.id, column: column(alert) },
        bar: alert.distanceM === null ? NOT_KNOWN : lineFor(DISTANCES_M, alert.distanceM),
      })),
    ),
    peopleTable(asked),
    carriedTable(incidents),
  ];
}

/** How unevenly alerts fell on those who got one; 0 where all got as many. See `gini`. */
export function unevenness(incidents: readonly EvidenceIncident[]): number {
  const alerts = incidents.flatMap((incident) => incident.alerts);
  return gini(histogram([...idsByPerson(alerts).values()].map((ids) => ids.length)));
}

/** How an alert ended: answered, or how far it came without an answer. */
export function alertEnd(alert: EvidenceAlert, now: Instant): AlertEnd {
  const reach = reachOf(alert, now);
  return { end: endOf({ alert, reach }), reach };
}

function endOf({ alert, reach }: Asked): string {
  if (alert.status === 'accepted') return 'accepted';
  return reach.state === 'answered' ? 'declined' : reach.state;
}

function endTable(asked: readonly Asked[]): EvidenceTable {
  return tableOf(
    { ...HEAD, name: 'alerts', title: 'What came of alerts' },
    [
      ['accepted', 'accepted'],
      ['declined', 'answered, and not accepted'],
      ['seen', 'seen, no answer'],
      ['rang', 'rang, not seen'],
      ['not-reached', 'reached nobody'],
      ['spared', 'over before it was sent'],
      ['waiting', 'still being carried'],
    ],
    asked.map((one) => ({ id: one.alert.id, bar: endOf(one) })),
  );
}

function unreachedTable(asked: readonly Asked[]): EvidenceTable {
  return tableOf(
    { ...HEAD, name: 'unreached', title: 'Why alerts reached nobody', of: [UNREACHED] },
    [
      ['no-way', 'no channel led to the person'],
      ['failed', 'no provider took it'],
      ['no-receipt', 'taken by a provider, and no phone said that it rang'],
    ],
    asked
      .filter((one) => endOf(one) === 'not-reached')
      .map(({ alert, reach }) => ({ id: alert.id, bar: reach.why ?? 'no-receipt' })),
  );
}

function reachedByTable(asked: readonly Asked[]): EvidenceTable {
  return tableOf(
    { ...HEAD, name: 'reached-by', title: 'Channel of the first receipt', mayBePublic: false },
    [...DELIVERY_CHANNELS.map((channel) => [channel, channel] as const), ['none', 'no receipt']],
    asked.map(({ alert, reach }) => ({ id: alert.id, bar: reach.by ?? 'none' })),
  );
}

function peopleTable(asked: readonly Asked[]): EvidenceTable {
  const people = [...idsByPerson(asked.map(({ alert }) => alert)).values()];
  return tableOf(
    {
      ...{ ...HEAD, name: 'people', counts: 'people', keptBackMin: KEPT_BACK_OF_PEOPLE },
      title: 'People by how often they were alerted',
    },
    linesUpTo(TIMES, times),
    people.map((ids) => ({ id: ids, bar: lineFor(TIMES, ids.length) })),
  );
}

function carriedTable(incidents: readonly EvidenceIncident[]): EvidenceTable {
  const deliveries = incidents.flatMap(({ alerts }) => alerts.flatMap((alert) => alert.deliveries));
  const columns = ['delivered', 'handed-over', 'failed', 'not-needed', 'queued'] as const;
  return tableOf(
    {
      ...{ name: 'carried', title: 'Deliveries of alerts by channel', counts: 'deliveries' },
      ...{ rows: 'deliveries', mayBePublic: false, columns },
    },
    DELIVERY_CHANNELS.map((channel) => [channel, channel] as const),
    deliveries.map(({ id, channel, status }) => ({
      id,
      bar: channel,
      column: columns.indexOf(status),
    })),
  );
}

function idsByPerson(alerts: readonly EvidenceAlert[]): ReadonlyMap<string, readonly string[]> {
  const people = new Map<string, string[]>();
  for (const { id, responderId } of alerts) {
    const known = people.get(responderId);
    if (known === undefined) people.set(responderId, [id]);
    else known.push(id);
  }
  return people;
}

function metres(from: number | null, to: number | null): string {
  if (from === null) return `under ${String(to)} m`;
  return to === null ? `${from} m or more` : `${from} to under ${to} m`;
}

function times(from: number | null, to: number | null): string {
  if (from === null) return 'once';
  if (to === null) return `${from} times or more`;
  return to - from === 1 ? `${from} times` : `${from} to ${to - 1} times`;
}
