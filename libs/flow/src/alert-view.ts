import type { Aed, AedChoice } from '#core/aed';
import type { Alert } from '#core/alert';
import type { Assignment } from '#core/assignment';
import { wordsFor } from '#core/dispatch-orders';
import type { Drill } from '#core/drill';
import { aedDisclosureFor, disclosureFor, showsPlace, type Disclosure } from '#core/disclosure';
import { distanceBandM, distanceM } from '#core/geometry';
import { openAt } from '#core/hours';
import type { Incident } from '#core/incident';
import { orderSentence } from '#core/order-sentence';
import type { ResponderTier } from '#core/responder';
import type { AedView } from '#contracts/incident-api';
import type { AlertView } from '#contracts/responder-api';
import { fromShift } from '#contracts/callout-parts';
import { fromPlace, toIso } from '#contracts/shapes';
import type { OrderView, TaskAedView } from '#contracts/task-shapes';
import { reserveThanks, seesMuster, shownPoint } from '#flow/booking-view';
import type { BookedCallout, OwnBooking } from '#flow/ports';

/** An AED of a plan with what a person must know to fetch it. */
export function renderAed(aed: Aed, choice: AedChoice): AedView {
  return {
    aedId: aed.id,
    name: aed.name,
    place: fromPlace(aed.place),
    locationDetail: aed.locationDetail,
    access: aed.access,
    openingHours: aed.openingHours,
    open: choice.open,
    distanceM: choice.distanceM,
  };
}

/** The parts of an alert that are the same whatever it is about. */
function common(
  alert: Alert,
): Pick<AlertView, 'alertId' | 'status' | 'endedReason' | 'sentAt' | 'expiresAt' | 'deliveredAt'> {
  return {
    alertId: alert.id,
    status: alert.status,
    endedReason: alert.endedReason,
    sentAt: toIso(alert.sentAt),
    expiresAt: toIso(alert.expiresAt),
    deliveredAt: toIso(alert.deliveredAt),
  };
}

/** What there is to show of an alert, before anything of it is held back. */
export interface RenderedAlert {
  readonly alert: Alert;
  readonly incident: Incident;
  readonly assignment: Assignment | null;
  readonly aeds: readonly AedView[];
  /** Whom the person may be sent to now; null where nobody has looked. */
  readonly tier: ResponderTier | null;
  /** The AED of this person's order, where it is in the register. */
  readonly taskAed?: Aed | undefined;
}

/**
 * What this responder may see of their alert now. The only place where an incident is shown to a
 * responder; how much is decided by core's disclosure rule.
 */
export function renderIncidentAlert(input: RenderedAlert): AlertView {
  const { alert, incident, assignment } = input;
  const disclosure = disclosureFor({
    incident: incident.status,
    alert: alert.status,
    assignment: assignment?.status ?? null,
    tier: input.tier,
  });
  const something = disclosure !== 'nothing';
  return {
    ...common(alert),
    about: 'incident',
    mode: incident.mode,
    ...(something ? spoken(incident, alert.id) : {}),
    kind: something ? incident.kind : null,
    priority: something ? incident.priority : null,
    cell:
      disclosure === 'coarse'
        ? { centre: fromPlace(incident.cell.centre), sizeM: incident.cell.sizeM }
        : null,
    distanceBandM:
      disclosure === 'coarse' && alert.distanceM !== null ? distanceBandM(alert.distanceM) : null,
    callout: null,
    drill: null,
    assignment:
      assignment === null
        ? null
        : {
            assignmentId: assignment.id,
            status: assignment.status,
            releasedReason: assignment.releasedReason,
          },
    order: orderOf(input, disclosure),
    exact: showsPlace(disclosure) ? exactly(incident, input.aeds, disclosure) : null,
  };
}

/** What the dispatcher has said to them; absent where nothing was said. */
function spoken(incident: Incident, alertId: string): Pick<AlertView, 'words'> {
  const words = wordsFor(incident, alertId);
  if (words.length === 0) return {};
  return { words: words.map(({ id, at, text }) => ({ messageId: id, at: toIso(at), text })) };
}

/** The part alone while the question is open; the whole order while they are bound to it. */
function orderOf(input: RenderedAlert, disclosure: Disclosure): OrderView | null {
  if (disclosure === 'nothing') return null;
  const { alert, assignment } = input;
  const task = assignment?.task ?? alert.task;
  const isCollected = (assignment?.aedCollectedAt ?? null) !== null;
  const shown = aedDisclosureFor({ disclosure, task, isCollected });
  const known = shown === 'nothing' ? null : taskAed(input);
  const aed =
    known === null || shown === 'all' ? known : { ...known, floor: null, cabinetCode: null };
  return {
    role: task.role,
    sentence: orderSentence({ role: task.role, aed, isCollected }),
    aed,
    etaAt: showsPlace(disclosure) ? toIso(assignment?.etaAt ?? null) : null,
  };
}

/** All it takes to fetch the AED of the order; null where it is not in the register. */
function taskAed({ incident, assignment, aeds, taskAed: aed }: RenderedAlert): TaskAedView | null {
  if (assignment === null || aed?.id !== assignment.task.aedId) return null;
  const near = aeds.find(({ aedId }) => aedId === aed.id);
  return {
    aedId: aed.id,
    name: aed.name,
    place: fromPlace(aed.place),
    locationDetail: aed.locationDetail,
    floor: aed.floor,
    cabinetCode: aed.cabinetCode,
    access: aed.access,
    open: near?.open ?? openAt(aed.hours, assignment.etaAt ?? assignment.acceptedAt),
    toPatientM: near?.distanceM ?? Math.round(distanceM(aed.place, incident.place)),
    collectedAt: toIso(assignment.aedCollectedAt),
  };
}

function exactly(
  incident: Incident,
  aeds: readonly AedView[],
  disclosure: Disclosure,
): NonNullable<AlertView['exact']> {
  const { patientAgeYears, determinantCode } = incident;
  return {
    place: fromPlace(incident.place),
    placeAccuracyM: incident.placeAccuracyM,
    address: incident.address,
    notesForResponders: incident.notesForResponders,
    ambulanceEtaAt: toIso(incident.ambulanceEtaAt),
    aeds: [...aeds],
    othersAccepted: Math.max(0, incident.acceptedCount - 1),
    clinical: disclosure === 'clinical' ? { patientAgeYears, determinantCode } : null,
  };
}

/**
 * What a person asked by a call-out sees: the muster points' exact places only while they have a
 * place; in reserve their place in its order.
 *
 * @param input.own the booking by which they answered; null or absent where there is none
 */
export function renderCalloutAlert(input: {
  readonly alert: Alert;
  readonly callout: BookedCallout;
  readonly own?: OwnBooking | null;
}): AlertView {
  const { alert, callout } = input;
  const own = input.own ?? null;
  const going = own !== null && seesMuster(own.booking, callout);
  const position = own?.reservePosition ?? null;
  return {
    ...common(alert),
    about: 'callout',
    mode: callout.mode,
    kind: null,
    priority: null,
    cell: null,
    distanceBandM: null,
    callout: {
      title: callout.title,
      briefing: callout.briefing,
      window: { from: toIso(callout.window.from), until: toIso(callout.window.until) },
      shifts: callout.shifts.map(fromShift),
      needs: callout.needs.map((need) => ({
        ...need,
        credentialKinds: [...need.credentialKinds],
      })),
      musterPoints: callout.musterPoints.map((point) => shownPoint(point, going)),
      wantedCount: callout.wantedCount,
      thanks: position === null ? null : reserveThanks(position),
      booking: own === null ? null : shownBooking(own),
    },
    drill: null,
    assignment: null,
    order: null,
    exact: null,
  };
}

function shownBooking({ booking, reservePosition }: OwnBooking) {
  const { id: bookingId, status, needKey, musterKey, from, until } = booking;
  const time = { from: toIso(from), until: toIso(until) };
  return { bookingId, status, needKey, musterKey, ...time, reservePosition };
}

/** What a person sees of a drill: that it is one, before anything else. */
export function renderDrillAlert(input: {
  readonly alert: Alert;
  readonly drill: Pick<Drill, 'title'>;
}): AlertView {
  return {
    ...common(input.alert),
    about: 'drill',
    mode: 'exercise',
    kind: null,
    priority: null,
    cell: null,
    distanceBandM: null,
    callout: null,
    drill: { title: input.drill.title },
    assignment: null,
    order: null,
    exact: null,
  };
}
