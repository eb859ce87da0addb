import type { Alert } from '#core/alert';
import type { Callout } from '#core/callout';
import type { DeliveryChannel } from '#core/delivery';
import { DEFAULT_LADDERS } from '#core/delivery-ladder';
import type { Instant } from '#core/units';
import { toIso } from '#contracts/shapes';
import { renderCalloutAlert } from '#flow/alert-view';
import { climb } from '#flow/climb';
import type { Clock, Ids, Live, NewDelivery, Saved } from '#flow/ports';

/** People looked at, asked or let go at once: no transaction and no pause is longer than that. */
export const CROWD_PAGE = 500;

/** Pages that one review may still turn. */
export interface Budget {
  pages: number;
}

interface CarryPorts {
  readonly live: Live;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** What carries a question, or that it has ended, to each of these people. */
export async function crowdDeliveries(
  { live, clock, ids }: CarryPorts,
  people: readonly { readonly alert: Alert; readonly channels: readonly DeliveryChannel[] }[],
  carried: { readonly subject: 'alert' | 'stood-down'; readonly now: Instant },
): Promise<readonly NewDelivery[]> {
  const { subject, now } = carried;
  const connected = await live.connected(people.map(({ alert }) => alert.responderId));
  const context = {
    ...{ about: 'callout' as const, priority: null, ladders: DEFAULT_LADDERS },
    ...{ connected, now, clock, ids },
    channels: new Map(people.map(({ alert, channels }) => [alert.responderId, channels])),
  };
  return people.flatMap(({ alert: { id: alertId, responderId } }) => {
    const rungs = climb({ alertId, responderId, subject }, context);
    return connected.has(responderId) ? rungs : withoutDoorbell(rungs, now);
  });
}

/**
 * On no socket no doorbell rings: its row would only make way for the next one, fifty thousand
 * times. The other ways begin as if it had; where there is no other it stays, and is on record.
 */
function withoutDoorbell(rungs: readonly NewDelivery[], now: Instant): readonly NewDelivery[] {
  const others = rungs.filter(({ channel }) => channel !== 'live');
  if (others.length === 0 || others.length === rungs.length) return rungs;
  const waitedMs = Math.min(...others.map(({ dueAt }) => dueAt)) - now;
  return others.map((rung) => ({ ...rung, dueAt: rung.dueAt - waitedMs }));
}

/** Rings the phones of those on a socket; the others hear by their deliveries. */
export async function tellCrowd(
  live: Live,
  about: { readonly callout: Callout; readonly alerts: readonly Alert[] },
  saved: Saved,
): Promise<void> {
  const alerts = new Map(about.alerts.map((alert) => [alert.id, alert]));
  const connected = await live.connected(saved.feed.map(({ responderId }) => responderId));
  const messages = saved.feed.flatMap(({ responderId, alertId, kind, seq, at }) => {
    const alert = alerts.get(alertId);
    if (alert === undefined || !connected.has(responderId)) return [];
    const view = renderCalloutAlert({ alert, callout: about.callout });
    return [{ responderId, message: { seq, at: toIso(at), kind, alert: view } }];
  });
  if (messages.length > 0) live.tellResponders(messages);
}

/** The names by which stores know a call-out. */
export function ofCallout({ organisationId, id: calloutId }: Callout): {
  readonly organisationId: string;
  readonly calloutId: string;
} {
  return { organisationId, calloutId };
}
