import { endOfPart } from '#core/after-care';
import { distanceBandM } from '#core/geometry';
import { NOT_CHOSEN_TOLD_AFTER_MS, TOLD_REASONS, toldReason } from '#core/own-history';
import type { Instant } from '#core/units';
import type { OwnHistoryItemView, OwnPositionView } from '#contracts/own-history-api';
import { toIso } from '#contracts/shapes';
import { renderOutcome } from '#flow/after-care';
import type {
  Clock,
  HistoryRow,
  HistoryStore,
  Locations,
  Page,
  PageRequest,
  PeopleStore,
  ResponderCaller,
} from '#flow/ports';

/** What somebody was asked and did, and why they were not chosen. */
export class OwnHistory {
  constructor(
    private readonly ports: {
      readonly history: HistoryStore;
      readonly locations: Pick<Locations, 'fixes'>;
      readonly people: Pick<PeopleStore, 'lastKnown'>;
      readonly clock: Clock;
    },
  ) {}

  /** When the newest position was measured by which this person would be found. */
  async position(caller: ResponderCaller): Promise<OwnPositionView> {
    const { organisationId, responderId } = caller;
    const { locations, people } = this.ports;
    const ids = [responderId];
    // Without the live index people are found by what the record has.
    const live = await locations.fixes(organisationId, ids).catch(() => null);
    const kept = await people.lastKnown(organisationId, ids);
    const moments = [live?.get(responderId)?.at, kept.get(responderId)?.at];
    const newest = Math.max(...moments.map((at) => at ?? -Infinity));
    return { measuredAt: toIso(Number.isFinite(newest) ? newest : null) };
  }

  /** One page, newest first. No place is in it, and no distance finer than 250 m. */
  async own(caller: ResponderCaller, page: PageRequest): Promise<Page<OwnHistoryItemView>> {
    const { organisationId, responderId } = caller;
    const now = this.ports.clock.now();
    const notChosen = { before: now - NOT_CHOSEN_TOLD_AFTER_MS, reasons: TOLD_REASONS };
    const of = { organisationId, responderId };
    const found = await this.ports.history.history(of, notChosen, page);
    const items = found.items.flatMap((row) => render(row, now) ?? []);
    return { items, nextCursor: found.nextCursor };
  }
}

/** Null where core says that nothing of it may be told, whatever was read. */
function render(row: HistoryRow, now: Instant): OwnHistoryItemView | null {
  const { considered, mode, distanceM, assignment } = row;
  const because = considered === null ? null : toldReason({ ...considered, mode, distanceM }, now);
  if (considered !== null && because === null) return null;
  const wasThere = (assignment?.onSceneAt ?? assignment?.withPatientAt ?? null) !== null;
  return {
    ...{ id: row.id, about: row.about, at: toIso(row.at), mode, kind: row.kind, title: row.title },
    distanceBandM: distanceM === null ? null : distanceBandM(distanceM),
    alert: alertOf(row),
    notChosenBecause: because,
    assignment:
      assignment === null
        ? null
        : {
            status: assignment.status,
            enRouteAt: toIso(assignment.enRouteAt),
            onSceneAt: toIso(assignment.onSceneAt),
            withPatientAt: toIso(assignment.withPatientAt),
            endedAt: toIso(endOfPart({ ...assignment, mode })),
          },
    // Of an incident that one was not at, one is told nothing.
    outcome: wasThere || assignment?.status === 'cleared' ? renderOutcome(row.outcome) : null,
  };
}

function alertOf({ alert }: HistoryRow): OwnHistoryItemView['alert'] {
  if (alert === null || alert.status === 'sent') return null;
  const { status, endedReason, answeredAt } = alert;
  return { status, endedReason, answeredAt: toIso(answeredAt) };
}
