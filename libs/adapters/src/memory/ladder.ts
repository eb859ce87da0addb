import type { Instant } from '#core/units';
import type { DeliveryRow, MemoryTables } from './tables';

/**
 * Makes the next rung due where these deliveries were given up and nothing else of what was queued
 * together is under way; returns whether one is.
 */
export function pullForward(
  tables: MemoryTables,
  deliveryIds: readonly string[],
  now: Instant,
): boolean {
  let pulled = false;
  for (const id of deliveryIds) {
    const givenUp = tables.deliveries.get(id);
    if (givenUp?.status !== 'failed' && givenUp?.status !== 'not-needed') continue;
    const ladder = tables
      .deliveriesOf(givenUp.alertId, givenUp.subject)
      .filter((row) => row.queuedAt === givenUp.queuedAt);
    if (ladder.some((row) => isUnderWay(row, now))) continue;
    const waiting = ladder.filter((row) => row.status === 'queued' && row.attempt === 0);
    const nextAt = Math.min(...waiting.map((row) => row.dueAt));
    for (const row of waiting) {
      if (row.dueAt !== nextAt) continue;
      tables.setDelivery({ ...row, dueAt: now });
      pulled = true;
    }
  }
  return pulled;
}

function isUnderWay(row: DeliveryRow, now: Instant): boolean {
  if (row.status === 'handed-over' || row.status === 'delivered') return true;
  return row.status === 'queued' && row.dueAt <= now;
}
