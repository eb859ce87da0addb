import type { LedgerView, ReachedView } from '#contracts/delivery-api';
import { replyCode } from '#core/reply-code';
import { SECOND_MS } from '#core/units';
import type { AlertLog } from './alert-log';
import type { HttpClient } from './http-client';
import type { CaseRecord } from './score';

/** What is on its way at the end gets so long to arrive before an entry counts as wrong. */
const SETTLE_MS = 4 * SECOND_MS;
const LOOK_AGAIN_MS = 250;

/**
 * Holds the server's lists of those who have not confirmed a stand-down or a change against what
 * the phones know to have confirmed.
 *
 * @returns people who are on a list and have confirmed, or are not on it and have not
 */
export async function wrongUnconfirmed(task: {
  readonly dispatcher: HttpClient;
  readonly cases: readonly CaseRecord[];
  readonly log: AlertLog;
}): Promise<number> {
  const { dispatcher, cases, log } = task;
  let wrong = 0;
  const endsMs = performance.now() + SETTLE_MS;
  for (const { incidentId } of cases) {
    for (;;) {
      const path = `/v1/incidents/${incidentId}/deliveries`;
      const answer = await dispatcher.ask<LedgerView>('GET', path);
      const found = answer.ok ? wrongIn(answer.value, log) : 1;
      if (found === 0 || performance.now() > endsMs) {
        wrong += found;
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  }
  return wrong;
}

/** Wrong entries and missing ones of one incident's list. */
export function wrongIn(ledger: LedgerView, log: AlertLog): number {
  const listed = new Set(ledger.unconfirmed.map(({ alertId }) => alertId));
  const told = ledger.people.filter(({ subject, state }) => {
    return subject !== 'alert' && state !== 'spared';
  });
  const known = new Set(told.map(({ alertId }) => alertId));
  const wrong = told.filter((one) => listed.has(one.alertId) === isConfirmed(one, log)).length;
  return wrong + [...listed].filter((alertId) => !known.has(alertId)).length;
}

/** By the app's acknowledged receipt, or by an SMS that the gateway has brought. */
function isConfirmed({ alertId, responderId, subject }: ReachedView, log: AlertLog): boolean {
  const isBySms = log.outside.some(
    (one) =>
      one.responderId === responderId &&
      one.subject === subject &&
      (one.by === 'voice' || one.code === replyCode(alertId)),
  );
  return isBySms || log.hasConfirmed(alertId, subject);
}
