import type { Responder } from '#core/responder';
import type { CalloutView } from '#contracts/callout-api';
import { fromArea, toIso } from '#contracts/shapes';
import type { CalloutState } from '#flow/ports';

/** A call-out as a coordinator sees it, with the people who said yes. */
export function renderCallout(state: CalloutState, accepted: readonly Responder[]): CalloutView {
  const { callout, alerts } = state;
  return {
    id: callout.id,
    controlRef: callout.controlRef,
    mode: callout.mode,
    status: callout.status,
    title: callout.title,
    message: callout.message,
    area: fromArea(callout.area),
    wantedCount: callout.wantedCount,
    acceptedCount: callout.acceptedCount,
    askedCount: alerts.length,
    declinedCount: alerts.filter((alert) => alert.status === 'declined').length,
    lateYesCount: state.lateYesCount,
    credentialKind: callout.credentialKind,
    openedAt: toIso(callout.openedAt),
    accepted: accepted.map((person) => ({
      responderId: person.id,
      displayName: person.displayName,
    })),
  };
}
