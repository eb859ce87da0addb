import type { PhoneFact } from '../../../apps/simulator/src/crowd/messages';
import { verifyAudit } from '../../support/audit-verify';
import type { Cluster } from './cluster';
import { groupBy } from './group-by';
import { failures, type Failures, type Invariants } from './invariants';
import { KEY_OF, PERSON_OF, type Population } from './population';
import { readRecord, type AlertRow, type Recorded } from './record';
import { gapsOf, regressionsOf } from './sequences';

/** A ring later than this was no help. */
const DEADLINE_MS = 10_000;
/** A ring so long after control heard that it is over is a ghost. */
const GHOST_AFTER_MS = 2_000;
/** A position so old is never fresh, by any plan. */
const FIX_AGE_MAX_MS = 30 * 60_000;

export interface CheckOptions {
  /** A ring later than this counts as lost. */
  readonly deadlineMs?: number;
  /** Phones that something could have reached; all where left out. */
  readonly reachable?: (phone: number) => boolean;
  /** Whether the chain of the audit is checked, which takes a second or two. */
  readonly audit?: boolean;
}

/** What was found, and figures that are no promises. */
export interface Checked {
  readonly invariants: Invariants;
  /** From the decision to the ring, of every alert that rang, milliseconds. */
  readonly delaysMs: readonly number[];
  /** The same alert reached a phone again, which stayed quiet. */
  readonly rawDuplicates: number;
  readonly incidents: number;
  readonly alerts: number;
}

interface Seen extends Recorded {
  readonly cluster: Cluster;
  readonly rings: ReadonlyMap<string, readonly PhoneFact[]>;
  /** Index of the phone by the id of its responder. */
  readonly phoneOf: ReadonlyMap<string, number>;
  /** The same moment by the wall clock of the record and by the monotonic clock, apart. */
  readonly clockOffsetMs: number;
  readonly options: CheckOptions;
}

/** Compares the ledger with the record; call it when everything has settled. */
export async function check(
  cluster: Cluster,
  population: Population,
  options: CheckOptions,
): Promise<Checked> {
  const { ledger, services, phones } = cluster;
  const { organisationId } = population;
  const recorded = await readRecord(services.postgres, organisationId);
  const ids = Array.from({ length: phones.count }, (_, index) => PERSON_OF(organisationId, index));
  const rings = groupBy(ledger.phoneFacts('alert-heard'), (fact) => fact.alertId ?? '');
  const clockOffsetMs = Date.now() - Number(process.hrtime.bigint() / 1_000n) / 1_000;
  const phoneOf = new Map(ids.map((id, index) => [id, index]));
  const seen: Seen = { cluster, ...recorded, rings, phoneOf, clockOffsetMs, options };
  const feeds = ledger.phoneFacts('feed');
  const invariants: Invariants = {
    lost_incidents: lostIncidents(seen),
    lost_alerts: lostAlerts(seen),
    duplicate_rings: duplicateRings(seen),
    over_accept: overAccepts(seen),
    lost_accepts: lostAccepts(seen),
    phantom_accepts: phantomAccepts(seen),
    ghost_alerts: ghostAlerts(seen),
    state_regressions: failures(regressionsOf(feeds)),
    gaps: failures(gapsOf(feeds, recorded.feeds, phoneOf)),
    stale_dispatch: staleDispatch(seen),
    cross_tenant: await crossTenant(cluster),
    ...(options.audit === false ? {} : { audit_breaks: await auditBreaks(cluster) }),
    unaccounted: unaccounted(seen),
  };
  return {
    invariants,
    delaysMs: seen.alerts.map((alert) => delayOf(seen, alert)).filter((ms) => ms !== null),
    rawDuplicates: ledger.phoneFacts('alert-heard-again').length,
    incidents: recorded.incidents.length,
    alerts: recorded.alerts.length,
  };
}

function delayOf({ rings, clockOffsetMs }: Seen, alert: AlertRow): number | null {
  const ring = rings.get(alert.id)?.[0];
  return ring === undefined ? null : ring.atMs + clockOffsetMs - alert.sentAt;
}

/** Acknowledged and not there, or nobody was asked although somebody was free. */
function lostIncidents({ cluster, incidents, alerts, options }: Seen): Failures {
  const byRef = new Map(incidents.map((incident) => [incident.ref, incident]));
  const asked = new Set(alerts.map((alert) => alert.incidentId));
  const acked = cluster.ledger.controlFacts('raise-acked');
  const lost = acked.flatMap(({ ref }) => {
    const incident = byRef.get(ref);
    if (incident === undefined) return [`${ref} is not in the record`];
    if (asked.has(incident.id) || incident.peopleFree === 0) return [];
    return options.reachable === undefined ? [`${ref} asked nobody`] : [];
  });
  return failures(lost);
}

function lostAlerts(seen: Seen): Failures {
  const { alerts, phoneOf, options } = seen;
  const deadlineMs = options.deadlineMs ?? DEADLINE_MS;
  const lost = alerts.flatMap((alert) => {
    const phone = phoneOf.get(alert.responderId);
    if (phone === undefined || options.reachable?.(phone) === false) return [];
    const delayMs = delayOf(seen, alert);
    if (delayMs !== null && delayMs <= deadlineMs) return [];
    // Nobody is rung for what was over before.
    if (alert.endedAt !== null && alert.endedAt - alert.sentAt <= deadlineMs) return [];
    const when = delayMs === null ? 'never rang' : `rang after ${Math.round(delayMs)} ms`;
    return [`alert ${alert.id} of phone ${phone} ${when}`];
  });
  return failures(lost);
}

function duplicateRings({ alerts, rings }: Seen): Failures {
  const twice = [...rings].filter(([, heard]) => heard.length > 1);
  const asked = groupBy(alerts, (alert) => `${alert.incidentId}/${alert.responderId}`);
  return failures([
    ...twice.map(([id, heard]) => `alert ${id} rang ${heard.length} times`),
    ...[...asked].filter(([, rows]) => rows.length > 1).map(([who]) => `${who} was asked twice`),
  ]);
}

/** At any moment: more bound than wanted, or one AED fetched by two. */
function overAccepts({ incidents, assignments }: Seen): Failures {
  const byIncident = groupBy(assignments, (row) => row.incidentId);
  return failures(
    incidents.flatMap(({ id, ref, wanted }) => {
      const rows = byIncident.get(id) ?? [];
      const aeds = groupBy(
        rows.filter((row) => row.aedId !== null),
        (row) => row.aedId,
      );
      const doubled = [...aeds].filter(([, fetching]) => atOnceMax(fetching) > 1);
      const found = doubled.map(([aed]) => `${ref}: two fetch ${String(aed)}`);
      const most = atOnceMax(rows);
      return most > wanted ? [...found, `${ref}: ${most} bound, ${wanted} wanted`] : found;
    }),
  );
}

function atOnceMax(rows: readonly { readonly from: number; readonly until: number | null }[]) {
  const moments = rows.map(({ from }) => from);
  const boundAt = (at: number): number =>
    rows.filter(({ from, until }) => from <= at && (until === null || until > at)).length;
  return Math.max(0, ...moments.map(boundAt));
}

function lostAccepts({ cluster, assignments }: Seen): Failures {
  const bound = new Set(assignments.map((row) => row.alertId));
  const acked = cluster.ledger.phoneFacts('answer-acked');
  return failures(
    acked
      .filter(({ answer, alertId }) => answer === 'accept' && !bound.has(alertId ?? ''))
      .map(({ alertId }) => `the yes to ${String(alertId)} is not in the record`),
  );
}

function phantomAccepts({ cluster, assignments, phoneOf }: Seen): Failures {
  const sent = cluster.ledger.phoneFacts('answer-sent');
  const said = new Set(
    sent.filter(({ answer }) => answer === 'accept').map((fact) => fact.alertId),
  );
  return failures(
    assignments
      .filter(({ alertId, responderId }) => phoneOf.has(responderId) && !said.has(alertId))
      .map(({ alertId }) => `nobody said yes to ${alertId}`),
  );
}

function ghostAlerts({ cluster, incidents, alerts, rings }: Seen): Failures {
  const closed = new Map(
    cluster.ledger.controlFacts('close-acked').map(({ ref, atMs }) => [ref, atMs]),
  );
  const refs = new Map(incidents.map(({ id, ref }) => [id, ref]));
  return failures(
    alerts.flatMap(({ id, incidentId }) => {
      const overAtMs = closed.get(refs.get(incidentId) ?? '');
      const late = (rings.get(id) ?? []).filter(
        ({ atMs }) => overAtMs !== undefined && atMs > overAtMs + GHOST_AFTER_MS,
      );
      return late.map(({ phone }) => `phone ${phone} rang for ${id} after its incident was over`);
    }),
  );
}

function staleDispatch({ cluster, alerts, phoneOf, clockOffsetMs }: Seen): Failures {
  const fixes = groupBy(cluster.ledger.phoneFacts('fixed'), (fact) => fact.phone);
  return failures(
    alerts.flatMap(({ id, responderId, sentAt }) => {
      const phone = phoneOf.get(responderId);
      if (phone === undefined) return [`${id} went to somebody who never said where they are`];
      const known = (fixes.get(phone) ?? []).map(({ atMs }) => sentAt - (atMs + clockOffsetMs));
      // A position is taken before its acknowledgement is noticed.
      const fresh = known.some((ageMs) => ageMs > -DEADLINE_MS && ageMs < FIX_AGE_MAX_MS);
      return fresh ? [] : [`${id} went to phone ${phone} without a fresh position`];
    }),
  );
}

async function crossTenant(cluster: Cluster): Promise<Failures> {
  const response = await fetch(`${cluster.controlLink.url}/v1/incidents`, {
    headers: { authorization: `Bearer ${KEY_OF('dispatcher', 'closeby-other')}` },
  });
  const { items } = (await response.json()) as { items?: readonly unknown[] };
  const seen = cluster.ledger.facts.filter((fact) => fact.who === 'other-organisation');
  return failures([
    ...(items ?? ['no answer to the other organisation']).map((each) => JSON.stringify(each)),
    ...seen.map((fact) => JSON.stringify(fact)),
  ]);
}

async function auditBreaks({ services }: Cluster): Promise<Failures> {
  const { code, out } = await verifyAudit(services.postgres.appUrl);
  return failures(code === 0 ? [] : [out]);
}

/** Taken, and neither decided nor over nor set aside. */
function unaccounted({ incidents }: Seen): Failures {
  return failures(
    incidents
      .filter(({ status, isDecided }) => status === 'active' && !isDecided)
      .map(({ ref }) => `${ref} was taken and nothing was decided`),
  );
}
