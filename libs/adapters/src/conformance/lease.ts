import { randomUUID } from 'node:crypto';
import type { Alert } from '#core/alert';
import { DELIVERY_CHANNELS, type DeliveryChannel, type DeliverySubject } from '#core/delivery';
import type { Incident } from '#core/incident';
import { DAY_MS, SECOND_MS } from '#core/units';
import type {
  DeliveryAttempt,
  DeliveryOutcome,
  DueDelivery,
  Lease,
  LedgerLine,
  NewDelivery,
} from '#flow/ports';
import { delivery, NOW, type World } from './world';

/* What the suites of the queue, of receipts and of the ledger share: taking and finishing. */

export const LEASE_MS = 2 * SECOND_MS;

export function leaseAt(now: number, max = 100): Lease {
  return { leaseId: randomUUID(), now, leaseMs: LEASE_MS, max };
}

/** Takes what is due of one channel. */
export async function takeDue(
  world: World,
  channel: DeliveryChannel = 'push',
  now = NOW,
): Promise<{ readonly leaseId: string; readonly due: readonly DueDelivery[] }> {
  const lease = leaseAt(now);
  const due = await world.stores.queue.takeDeliveries({ ...lease, channel });
  return { leaseId: lease.leaseId, due };
}

/** Takes what is due of one channel, one thing, and leaves the lease to run out. */
export async function takeOne(
  world: World,
  channel: DeliveryChannel = 'push',
  now = NOW,
): Promise<DueDelivery> {
  const { due } = await takeDue(world, channel, now);
  const [first] = due;
  if (first === undefined || due.length > 1) throw new Error(`${due.length} due by ${channel}`);
  return first;
}

/** An attempt that a provider answered a little later. */
export function attempt(fields: Partial<DeliveryAttempt> = {}): DeliveryAttempt {
  return {
    ...{ deviceId: null, handedOverAt: NOW + 1, answeredAt: NOW + 21, outcome: 'taken' },
    ...{ providerRef: null, error: null, ...fields },
  };
}

/** Takes everything due of one channel and lets each come to this. */
export async function carry(
  world: World,
  channel: DeliveryChannel,
  done: {
    readonly outcome: DeliveryOutcome;
    readonly attempts?: readonly DeliveryAttempt[];
    readonly now?: number;
  },
): Promise<readonly DueDelivery[]> {
  const { outcome, attempts = [], now = NOW } = done;
  const { leaseId, due } = await takeDue(world, channel, now);
  const finished = due.map(({ id: deliveryId }) => ({ deliveryId, outcome, attempts }));
  await world.stores.queue.finishDeliveries(leaseId, finished, now);
  return due;
}

export const TAKEN: DeliveryOutcome = { status: 'handed-over', providerRef: null };
export const FAILED: DeliveryOutcome = { status: 'failed', error: 'no answer' };

/** Takes away what other tests left waiting. */
export async function emptyQueue(world: World): Promise<void> {
  const { queue } = world.stores;
  const lease = { ...leaseAt(NOW + 30 * DAY_MS), max: 10_000 };
  for (const review of await queue.takeReviews(lease)) {
    await queue.finishReview(review, lease.leaseId, null);
  }
  const outcome = { status: 'not-needed', spared: 'over' } as const;
  for (const channel of DELIVERY_CHANNELS) {
    const taken = await queue.takeDeliveries({ ...lease, channel });
    const finished = taken.map(({ id: deliveryId }) => ({ deliveryId, outcome, attempts: [] }));
    await queue.finishDeliveries(lease.leaseId, finished, lease.now);
  }
}

/** One person alerted to one incident, with these rungs: seconds after which each is due. */
export async function climbing(
  world: World,
  rungs: Partial<Record<DeliveryChannel, number>>,
  fields: Partial<Incident> = {},
) {
  const person = await world.responder();
  const incident = world.incident(fields);
  const alert = world.alert({ incidentId: incident.id }, person.id);
  const deliveries = rungsOf(alert, rungs);
  const change = { ...world.raising(incident, [alert]), deliveries };
  await world.stores.incidents.save(change);
  return { person, incident, alert, deliveries };
}

/** Queues a stand-down or a change of an alert by these rungs. */
export async function tell(
  world: World,
  of: { readonly incident: Incident; readonly alert: Alert; readonly revision: number },
  what: {
    readonly subject: Exclude<DeliverySubject, 'alert'>;
    readonly rungs: Partial<Record<DeliveryChannel, number>>;
    readonly now: number;
  },
): Promise<readonly NewDelivery[]> {
  const { subject, now } = what;
  const { responderId, id: alertId } = of.alert;
  const deliveries = rungsOf(of.alert, what.rungs).map((one) => ({
    ...{ ...one, subject, rank: subject, dueAt: one.dueAt - NOW + now },
  }));
  const kind = subject === 'changed' ? 'incident-changed' : 'stood-down';
  const saved = await world.stores.incidents.save({
    ...world.change(of.incident, of.revision),
    ...{ now, deliveries, feed: [{ responderId, kind, alertId }] },
  });
  if (saved.outcome !== 'saved') throw new Error(saved.outcome);
  return deliveries;
}

function rungsOf(alert: Alert, rungs: Partial<Record<DeliveryChannel, number>>): NewDelivery[] {
  return DELIVERY_CHANNELS.flatMap((channel) => {
    const afterS = rungs[channel];
    if (afterS === undefined) return [];
    return [delivery(alert, { channel, dueAt: alert.sentAt + afterS * SECOND_MS })];
  });
}

/** What the ledger says of an incident, by subject and channel. */
export async function linesBy(
  world: World,
  incident: Pick<Incident, 'id'>,
  subject: DeliverySubject = 'alert',
): Promise<Partial<Record<DeliveryChannel, LedgerLine>>> {
  const lines = await world.stores.ledger.linesOf(world.organisationId, incident.id);
  const ofSubject = lines.filter((line) => line.subject === subject);
  return Object.fromEntries(ofSubject.map((line) => [line.channel, line]));
}
