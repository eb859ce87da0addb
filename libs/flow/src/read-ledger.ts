import type { CallerRole } from '#core/caller-roles';
import { newestTruth, unconfirmedOf, type Truth } from '#core/delivery-truth';
import { staffDisclosureFor } from '#core/disclosure';
import { lineSentence, reachedSentence, summaryInWords } from '#core/ledger-words';
import { ok, refuse, type Result } from '#core/problem';
import type { LedgerLineView, LedgerView, ReachedView } from '#contracts/delivery-api';
import { toIso } from '#contracts/shapes';
import type { CalloutStore, Clock, DeliveryLedger, IncidentStore, LedgerLine } from '#flow/ports';

/** In the place of names, for whoever sees incidents in outline. */
const SOMEBODY = 'Somebody';

/** The delivery truth of an incident or call-out, as a dispatcher reads it. */
export class ReadLedger {
  constructor(
    private readonly ports: {
      readonly ledger: DeliveryLedger;
      readonly incidents: Pick<IncidentStore, 'load'>;
      readonly callouts: Pick<CalloutStore, 'loadCallout'>;
      readonly clock: Clock;
    },
  ) {}

  /** Everything sent for an incident; `not-found` also for another organisation's. */
  async ofIncident(
    organisationId: string,
    incidentId: string,
    role: CallerRole = 'control',
  ): Promise<Result<LedgerView>> {
    const state = await this.ports.incidents.load(organisationId, incidentId);
    if (state === null) return refuse('not-found', 'There is no such incident.');
    return ok(await this.of(organisationId, incidentId, staffDisclosureFor(role) === 'all'));
  }

  /** Everything sent for a call-out; `not-found` also for another organisation's. */
  async ofCallout(organisationId: string, calloutId: string): Promise<Result<LedgerView>> {
    const state = await this.ports.callouts.loadCallout(organisationId, calloutId);
    if (state === null) return refuse('not-found', 'There is no such call-out.');
    return ok(await this.of(organisationId, calloutId, true));
  }

  private async of(
    organisationId: string,
    aboutId: string,
    showsNames: boolean,
  ): Promise<LedgerView> {
    const kept = await this.ports.ledger.linesOf(organisationId, aboutId);
    const lines = showsNames ? kept : kept.map((line) => ({ ...line, displayName: SOMEBODY }));
    const now = this.ports.clock.now();
    const alerts = newestTruth(
      lines.filter((line) => line.subject === 'alert'),
      now,
    );
    const newest = newestTruth(lines, now);
    const unconfirmed = unconfirmedOf(newest);
    return {
      summary: summaryInWords(
        alerts.map(({ reached }) => reached),
        unconfirmed.map(({ reached }) => reached),
      ),
      people: newest.map(renderTruth),
      unconfirmed: unconfirmed.map(renderTruth),
      lines: lines.map(renderLine),
    };
  }
}

function renderTruth({ reached, lines }: Truth): ReachedView {
  const sentence = reachedSentence(reached, lines);
  return { ...reached, confirmedAt: toIso(reached.confirmedAt), sentence };
}

function renderLine(line: LedgerLine): LedgerLineView {
  const { deliveryId, alertId, responderId, displayName } = line;
  const { channel, subject, status, spared, error } = line;
  return {
    ...{ deliveryId, alertId, responderId, displayName },
    ...{ channel, subject, status, spared, error },
    queuedAt: toIso(line.queuedAt),
    dueAt: toIso(line.dueAt),
    finishedAt: toIso(line.finishedAt),
    deliveredAt: toIso(line.deliveredAt),
    seenAt: toIso(line.seenAt),
    answeredAt: toIso(line.answeredAt),
    attempts: line.attempts.map((attempt) => ({
      deviceId: attempt.deviceId,
      handedOverAt: toIso(attempt.handedOverAt),
      answeredAt: toIso(attempt.answeredAt),
      outcome: attempt.outcome,
      providerRef: attempt.providerRef,
      error: attempt.error,
    })),
    sentence: lineSentence(line),
  };
}
