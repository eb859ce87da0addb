import type { Alert } from '#core/alert';
import { kindsOf } from '#core/callout';
import { credentialCheck } from '#core/eligibility';
import { leadsOutsideApp } from '#core/may-send';
import { CREDENTIAL_KINDS, type Responder } from '#core/responder';
import type { Instant } from '#core/units';
import type { DeliveryFacts, DueDelivery, FeedEntry } from '#flow/ports';
import { contactOf, signedInDevices } from './reach';
import type { DeliveryRow, MemoryTables } from './tables';

/** A delivery with what its channel needs, and what decides whether it is still to go out. */
export function dueDelivery(tables: MemoryTables, row: DeliveryRow, now: Instant): DueDelivery {
  const alert = tables.alerts.get(row.alertId);
  const responder = tables.responders.get(row.responderId);
  const organisation = tables.organisations.get(row.organisationId);
  if (alert === undefined || responder === undefined || organisation === undefined) {
    throw new Error('a delivery has its alert and its person');
  }
  const { id, alertId, responderId, channel, subject, rank, dueAt, organisationId, attempt } = row;
  const feed = tables.feeds.get(responderId) ?? [];
  const next = tables
    .deliveriesOf(alertId, subject)
    .filter((one) => one.id !== id && one.status === 'queued' && one.attempt === 0)
    .filter((one) => leadsOutsideApp(one.channel))
    .map((one) => one.dueAt);
  return {
    ...{ id, alertId, responderId, channel, subject, rank, dueAt, organisationId, attempt },
    ...{ failures: row.failures, unreadable: false },
    timeZone: organisation.timeZone,
    aboutId: alert.incidentId ?? alert.calloutId ?? alert.drillId ?? '',
    language: responder.language,
    addresses: addressesOf(tables, row, now),
    feedSeq: feed.findLast((entry) => isAbout(entry, row))?.seq ?? null,
    nextRungAt: next.length === 0 ? null : Math.min(...next),
    facts: factsOf(tables, row, { alert, responder, now }),
  };
}

function addressesOf(
  tables: MemoryTables,
  { responderId, channel }: DeliveryRow,
  now: Instant,
): DueDelivery['addresses'] {
  if (channel === 'push' || channel === 'web-push') {
    return signedInDevices(tables, responderId, now)
      .filter((device) => device.pushChannel === channel)
      .flatMap(({ id: deviceId, pushToken: address }) =>
        address === null ? [] : [{ deviceId, address }],
      )
      .sort((a, b) => (a.deviceId < b.deviceId ? -1 : 1));
  }
  const { phone, email } = contactOf(tables, responderId);
  const address = channel === 'live' ? null : channel === 'email' ? email : phone;
  return address === null ? [] : [{ deviceId: null, address }];
}

function isAbout(entry: FeedEntry, row: DeliveryRow): boolean {
  return entry.alertId === row.alertId && FEED_KINDS[row.subject].includes(entry.kind);
}

const FEED_KINDS: Readonly<Record<DeliveryRow['subject'], readonly FeedEntry['kind'][]>> = {
  alert: ['alert-sent'],
  changed: ['incident-changed', 'assignment-changed', 'control-message'],
  'stood-down': ['stood-down', 'alert-withdrawn', 'alert-expired'],
};

function factsOf(
  tables: MemoryTables,
  row: DeliveryRow,
  of: { readonly alert: Alert; readonly responder: Responder; readonly now: Instant },
): DeliveryFacts {
  const { alert, responder } = of;
  const others = tables.deliveriesOf(row.alertId);
  return {
    ...aboutOf(tables, alert),
    alertStatus: alert.status,
    expiresAt: alert.expiresAt,
    confirmedAt: row.subject === 'alert' ? alert.deliveredAt : confirmedAt(others, row),
    superseded: others.some((one) => supersedes(one, row)),
    rangOutsideApp: others.some(rang),
    wasBound: alert.status === 'accepted',
    isUnderWay: isUnderWay(tables, alert),
    onDuty: responder.onDuty,
    disabledAt: responder.disabledAt,
    testPhone: responder.testPhone,
    isTrained: isTrained(tables, of),
    availability: responder.availability,
    declined: contactOf(tables, responder.id).declined,
  };
}

/** For a call-out by the kind it asks for, otherwise by any. */
function isTrained(
  tables: MemoryTables,
  of: { readonly alert: Alert; readonly responder: Responder; readonly now: Instant },
): boolean {
  const callout = tables.callouts.get(of.alert.calloutId ?? '');
  const kinds = callout === undefined ? CREDENTIAL_KINDS : kindsOf(callout);
  return credentialCheck(of.responder, kinds, of.now) === null;
}

function isUnderWay(tables: MemoryTables, { id, responderId }: Alert): boolean {
  const bound = tables.openAssignmentByResponder.get(responderId);
  return tables.assignments.get(bound ?? '')?.alertId === id;
}

function aboutOf(
  tables: MemoryTables,
  alert: Alert,
): Pick<DeliveryFacts, 'about' | 'mode' | 'priority' | 'isOver'> {
  const incident = tables.incidents.get(alert.incidentId ?? '')?.incident;
  if (incident !== undefined) {
    const { mode, priority, status } = incident;
    return { about: 'incident', mode, priority, isOver: status !== 'active' };
  }
  const callout = tables.callouts.get(alert.calloutId ?? '');
  if (callout !== undefined) {
    const isOver = callout.status === 'closed' || callout.status === 'cancelled';
    return { about: 'callout', mode: callout.mode, priority: null, isOver };
  }
  const drill = tables.drills.get(alert.drillId ?? '');
  const isOver = drill?.status === 'ended' || drill?.status === 'cancelled';
  return { about: 'drill', mode: 'exercise', priority: null, isOver };
}

/** When a receipt came for this subject since the delivery was queued. */
function confirmedAt(others: readonly DeliveryRow[], row: DeliveryRow): Instant | null {
  const moments = others
    .filter((one) => one.subject === row.subject)
    .flatMap((one) => one.deliveredAt ?? [])
    .filter((at) => at >= row.queuedAt);
  return moments.length === 0 ? null : Math.max(...moments);
}

function supersedes(one: DeliveryRow, row: DeliveryRow): boolean {
  if (one.subject === 'changed') return one.queuedAt > row.queuedAt;
  if (one.subject === 'alert' || row.subject === 'stood-down') return false;
  return one.queuedAt >= row.queuedAt;
}

/** Also what a provider took while the phone's receipt overtook its answer. */
function rang(one: DeliveryRow): boolean {
  const isOutside = one.channel === 'sms' || one.channel === 'voice';
  const isHandedOver = one.status === 'handed-over' || one.status === 'delivered';
  const wasOvertaken = one.status === 'not-needed' && one.providerRef !== null;
  return one.subject === 'alert' && isOutside && (isHandedOver || wasOvertaken);
}
