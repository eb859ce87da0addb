import type { FactKind } from '#core/timeline';

/** What every type of ours begins with (CloudEvents 1.0, `type`: reverse domain names). */
const PREFIX = 'app.closeby.';

/**
 * What control rooms hear of an incident, by the fact that it is made from. What no row names, such
 * as each person who was considered, is read in the timeline.
 */
export const EVENT_OF_FACT = {
  'incident-raised': `${PREFIX}incident.raised`,
  'incident-updated': `${PREFIX}incident.updated`,
  'incident-moved': `${PREFIX}incident.updated`,
  'ambulance-eta-changed': `${PREFIX}incident.updated`,
  'alert-sent': `${PREFIX}incident.alerted`,
  'alert-accepted': `${PREFIX}incident.accepted`,
  'alert-declined': `${PREFIX}incident.declined`,
  'alert-expired': `${PREFIX}incident.unanswered`,
  'alert-withdrawn': `${PREFIX}incident.alert-withdrawn`,
  'en-route': `${PREFIX}incident.en-route`,
  'on-scene': `${PREFIX}incident.on-scene`,
  'with-patient': `${PREFIX}incident.with-patient`,
  cleared: `${PREFIX}incident.cleared`,
  'responder-withdrew': `${PREFIX}incident.withdrew`,
  'stood-down': `${PREFIX}incident.stood-down`,
  'aed-collected': `${PREFIX}incident.aed-collected`,
  'aed-reported': `${PREFIX}incident.aed-reported`,
  degraded: `${PREFIX}incident.degraded`,
  'incident-closed': `${PREFIX}incident.closed`,
  'incident-cancelled': `${PREFIX}incident.cancelled`,
} as const satisfies Partial<Record<FactKind, string>>;

/** Types of events that are made from facts of an incident. */
export type IncidentEventType = (typeof EVENT_OF_FACT)[keyof typeof EVENT_OF_FACT];

/** The week of an organisation in figures. */
export const WEEKLY_EVENT = `${PREFIX}report.weekly`;
/** What somebody sends by hand to see whether an address takes it; kept nowhere. */
export const TEST_EVENT = `${PREFIX}webhook.test`;

/** Every type that a web-hook may ask for, each once. */
export const EVENT_TYPES = [...new Set([...Object.values(EVENT_OF_FACT), WEEKLY_EVENT])] as [
  EventType,
  ...EventType[],
];
export type EventType = IncidentEventType | typeof WEEKLY_EVENT;

/** Facts that become events. */
export const TOLD_FACTS = Object.keys(EVENT_OF_FACT) as (keyof typeof EVENT_OF_FACT)[];

/** The type of the event that a fact of an incident becomes; null for one that becomes none. */
export function eventTypeOf(kind: FactKind): IncidentEventType | null {
  const types: Partial<Record<FactKind, IncidentEventType>> = EVENT_OF_FACT;
  return types[kind] ?? null;
}
