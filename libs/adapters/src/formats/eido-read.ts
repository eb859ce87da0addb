import { fromPlace, LONG_TEXT_LENGTH_MAX, SHORT_TEXT_LENGTH_MAX } from '#contracts/shapes';
import type { Hazard, IncidentKind, IncidentMode, IncidentPriority } from '#core/incident';
import type { ControlStep } from '#contracts/control-step';
import type { ForeignMessage, WarningSource } from '#flow/ports';
import { DocumentFault, keptOf, type Part } from './document-parts';
import { placeOfEido } from './eido-place';
import {
  HAZARD_OF_CAUTION,
  HAZARD_OF_TYPE,
  KIND_OF_TYPE,
  meaningOf,
  PRIORITY_MAX,
  PRIORITY_OF_KIND,
  priorityOf,
  STEP_OF_STATUS,
} from './eido-words';
import { endStep, plainText, raiseStep } from './own-message';
import { wordsOfHtml } from './plain-html';

const VERSION = '1.0';
const TYPE = 'incidentTypeCommonRegistryText';
const STATUS = 'incidentStatusCommonRegistryText';
const CALL_TYPE = 'standardPrimaryCallType';
/** How a call says that it is none; a local type tells exercises from tests. */
const TEST_CALL = 'test';
const EXERCISE = 'exercise';

/**
 * The one message of an EIDO: the incident as it stands, or that it is over. Its reference is the
 * identifier of the document, its order the time of its last update.
 *
 * @throws DocumentFault where it is none that can be acted on
 */
export async function readEido(
  root: Part,
  source: Pick<WarningSource, 'fetch'>,
): Promise<ForeignMessage> {
  if (root.needText('eidoVersion') !== VERSION) {
    throw new DocumentFault(root.at('eidoVersion'), `only version ${VERSION} is read`);
  }
  const controlRef = root.needText('$id');
  const sentAt = root.needText('lastUpdateTimeStamp');
  const incident = root.part('incidentComponent');
  if (incident === null) throw new DocumentFault(root.at('incidentComponent'), 'is missing');
  const op = opOf(incident);
  const around = { root, incident, controlRef, sentAt };
  if (op !== 'raise') {
    return { documentId: null, step: endOf(around, op), kept: keptOf(root.rest()) };
  }
  const place = await placeOfEido(root, source);
  const step = raiseOf(around, {
    place: fromPlace(place.place),
    placeAccuracyM: place.accuracyM,
    address: place.address === null ? null : plainText(place.address, SHORT_TEXT_LENGTH_MAX),
    path: place.path,
  });
  return { documentId: null, step, kept: keptOf([...root.rest(), ...place.rest]) };
}

interface Around {
  readonly root: Part;
  readonly incident: Part;
  readonly controlRef: string;
  readonly sentAt: string;
}

/** Of several statuses the last word counts: an end before anything that goes on. */
function opOf(incident: Part): 'raise' | 'close' | 'cancel' {
  const steps = incident.texts(STATUS).map((status, index) => {
    const step = meaningOf(STEP_OF_STATUS, status);
    if (step !== undefined) return step;
    throw new DocumentFault(`${incident.at(STATUS)}.${index}`, `"${status}" is no status known`);
  });
  if (steps.includes('cancel')) return 'cancel';
  return steps.includes('close') ? 'close' : 'raise';
}

function endOf({ root, incident, controlRef, sentAt }: Around, op: 'close' | 'cancel') {
  const [disposition] = incident.parts('dispositionComponent');
  const said =
    disposition?.text('dispositionDescriptionText') ??
    disposition?.text('dispositionCommonRegistryCode') ??
    null;
  const reason = said === null ? null : plainText(said, SHORT_TEXT_LENGTH_MAX);
  return endStep(
    { op, controlRef },
    { sentAt, reason },
    {
      controlRef: root.at('$id'),
      sentAt: root.at('lastUpdateTimeStamp'),
      reason: incident.at('dispositionComponent'),
    },
  );
}

function raiseOf(
  { root, incident, controlRef, sentAt }: Around,
  at: Readonly<Record<'place' | 'placeAccuracyM' | 'address', unknown>> & { readonly path: string },
): ControlStep {
  const { path, ...where } = at;
  const calls = callsOf(root, sentAt);
  const type = typeOf(incident);
  const cautions = cautionsOf(root);
  const notes = plainText([...cautions.texts, ...notesOf(root, incident)].join('\n'), NOTES_MAX);
  const determinantCode = incident.text('incidentTypeInternalCode');
  return raiseStep(
    controlRef,
    {
      ...{ sentAt, ...where, kind: type.kind, mode: calls.mode, calledAt: calls.calledAt },
      priority: priorityIn(incident, type.kind),
      hazards: [...new Set([...type.hazards, ...cautions.hazards])],
      notesForResponders: notes,
      determinantCode,
    },
    {
      ...{ controlRef: root.at('$id'), sentAt: root.at('lastUpdateTimeStamp') },
      ...{ place: path, placeAccuracyM: path, address: path, calledAt: calls.path },
      ...{ notesForResponders: root.at('notesComponent'), kind: incident.at(TYPE) },
      determinantCode: incident.at('incidentTypeInternalCode'),
    },
  );
}

const NOTES_MAX = LONG_TEXT_LENGTH_MAX;

function typeOf(incident: Part): {
  readonly kind: IncidentKind;
  readonly hazards: readonly Hazard[];
} {
  const type = incident.needText(TYPE);
  const kind = meaningOf(KIND_OF_TYPE, type);
  if (kind === undefined) {
    throw new DocumentFault(incident.at(TYPE), `"${type}" is no type that people are called to`);
  }
  const hazard = meaningOf(HAZARD_OF_TYPE, type);
  return { kind, hazards: hazard === undefined ? [] : [hazard] };
}

function priorityIn(incident: Part, kind: IncidentKind): IncidentPriority {
  const number = incident.number('incidentCommonPriorityNumber');
  if (number === null) return PRIORITY_OF_KIND[kind];
  if (Number.isInteger(number) && number >= 0 && number <= PRIORITY_MAX) return priorityOf(number);
  throw new DocumentFault(
    incident.at('incidentCommonPriorityNumber'),
    `must be from 0 to ${PRIORITY_MAX}`,
  );
}

/** When the first call came; a document without calls stands in with its own time. */
function callsOf(
  root: Part,
  sentAt: string,
): { readonly calledAt: string; readonly mode: IncidentMode; readonly path: string } {
  const calls = root.parts('callComponent').map((call) => ({
    calledAt: call.needText('callStartTimestamp'),
    isTest: call.text(CALL_TYPE)?.toLowerCase() === TEST_CALL,
    isExercise: call.text('localCallType')?.toLowerCase() === EXERCISE,
    path: call.at('callStartTimestamp'),
  }));
  const [first] = [...calls].sort((a, b) => Date.parse(a.calledAt) - Date.parse(b.calledAt));
  // One real call among tests is a real call.
  const isTest = calls.length > 0 && calls.every((call) => call.isTest);
  const mode = !isTest ? 'actual' : calls.some((call) => call.isExercise) ? 'exercise' : 'test';
  const path = first?.path ?? root.at('lastUpdateTimeStamp');
  return { calledAt: first?.calledAt ?? sentAt, mode, path };
}

/** Notes about the incident itself; of a document that names none, those that nothing names. */
function notesOf(root: Part, incident: Part): readonly string[] {
  const named = incident.parts('notesReference').map((reference) => reference.needText('$ref'));
  const others = OTHERS_WITH_NOTES.flatMap((list) => root.parts(list)).flatMap((part) =>
    part.parts('notesReference').map((reference) => reference.text('$ref')),
  );
  return root.parts('notesComponent').flatMap((note) => {
    const id = note.text('$id') ?? '';
    const isMeant = named.length > 0 ? named.includes(id) : !others.includes(id);
    const text = isMeant ? note.text('notesActionComments') : null;
    return text === null ? [] : [wordsOfHtml(text)];
  });
}

/** Their notes are about callers, agents and units: they are kept, and shown to nobody who goes. */
const OTHERS_WITH_NOTES = [
  ...['callComponent', 'personComponent', 'agentComponent', 'agencyComponent'],
  ...['locationComponent', 'vehicleComponent', 'emergencyResourceComponent'],
  ...['dispatchComponent', 'additionalDataComponent'],
];

/** What may hurt whoever comes: for the safety rules where they know it, and in words. */
function cautionsOf(root: Part): {
  readonly hazards: readonly Hazard[];
  readonly texts: readonly string[];
} {
  const hazards: Hazard[] = [];
  const texts: string[] = [];
  for (const caution of root.parts('cautionComponent')) {
    const type = caution.text('cautionTypeCommonRegistryText') ?? '';
    const hazard = meaningOf(HAZARD_OF_CAUTION, type);
    if (hazard !== undefined) hazards.push(hazard);
    const says = caution.text('cautionTypeInternalText') || type;
    if (says !== '' && says !== hazard) texts.push(`Caution: ${says}`);
  }
  return { hazards, texts };
}
