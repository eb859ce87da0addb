import type { IncidentKind, IncidentMode } from '#core/incident';
import { DETERMINANT_LENGTH_MAX, PATIENT_AGE_MAX_YEARS } from '#contracts/incident-api';
import { fromPlace, SHORT_TEXT_LENGTH_MAX } from '#contracts/shapes';
import type { ControlStep } from '#contracts/control-step';
import { lookUp, type Field } from './foreign-field';
import { freeText, notesOf, priorityOf, strictest } from './foreign-step';
import { plainText, raiseStep } from './own-message';
import { keywordOf, KINDS_BY_KEYWORD, MODES_BY_KEYWORD } from './ucri-tables';

const TRUTHS: Readonly<Record<string, boolean>> = { true: true, false: false };

/** What a message that raises an incident has beside its fields. */
export interface Transfer {
  readonly controlRef: string;
  readonly sentAt: string;
  readonly mode: IncidentMode;
  /** Texts for responders beside those of the place. */
  readonly notes: readonly Field[];
}

/** An incident that is handed over: the create, or the newest word on all of it. */
export function transferStep(message: Field, transfer: Transfer): ControlStep {
  const { controlRef, sentAt } = transfer;
  const location = message.at('missionLocation');
  const patients = message.at('patients').each();
  const start = message.at('startTimestamp');
  const keywords = message.at('classifications').each();
  const mode = strictest(transfer.mode, ...keywords.flatMap((one) => taken(one, MODES_BY_KEYWORD)));
  const kind = kindOf(message, keywords, patients.length > 0);
  return raiseStep(
    controlRef,
    {
      ...{ sentAt, kind, mode },
      priority: priorityOf(kind, message.at('flashingLights').ifKnown(TRUTHS)),
      place: placeOf(location),
      address: addressOf(location),
      notesForResponders: notesOf([...transfer.notes, ...hintsOf(location)]),
      calledAt: start.instant('utc') ?? sentAt,
      determinantCode: determinantOf(keywords),
      hazards: patients.some(isInfectious) ? ['infection'] : undefined,
      patientAgeYears: youngest(patients, sentAt),
    },
    { place: location.at('coordinate').path, calledAt: start.path },
  );
}

function kindOf(message: Field, keywords: readonly Field[], hasPatients: boolean): IncidentKind {
  const [kind] = [...keywords, message.at('issue')].flatMap((one) => taken(one, KINDS_BY_KEYWORD));
  if (kind !== undefined) return kind;
  if (hasPatients || keywords.some((one) => isAmbulance(one.peek() ?? ''))) return 'other-medical';
  return message.at('classifications').fault('has no keyword of a medical emergency known here');
}

/** Rooms number the keywords of their ambulance service: RD 1, RD2. */
function isAmbulance(keyword: string): boolean {
  return /^RD-?\d{0,2}$/.test(keywordOf(keyword));
}

function taken<T>(field: Field, table: Readonly<Record<string, T>>): readonly T[] {
  const found = lookUp(table, keywordOf(field.peek() ?? ''));
  if (found === undefined) return [];
  field.take();
  return [found];
}

/** The first keyword that is not about exercises: the room's own code, by which plans may go. */
function determinantOf(keywords: readonly Field[]): string | undefined {
  const own = keywords.find(
    (one) => lookUp(MODES_BY_KEYWORD, keywordOf(one.peek() ?? '')) === undefined,
  );
  const code = plainText(own?.peek() ?? '', DETERMINANT_LENGTH_MAX + 1);
  if (code === '' || code.length > DETERMINANT_LENGTH_MAX) return undefined;
  own?.take();
  return code;
}

function placeOf(location: Field): unknown {
  const coordinate = location.at('coordinate');
  if (!coordinate.isThere) {
    coordinate.fault('is missing, and an address alone is not looked up');
  }
  const [lat, lon] = [coordinate.at('lat'), coordinate.at('lon')];
  return fromPlace({
    lat: lat.number() ?? lat.fault('is missing'),
    lon: lon.number() ?? lon.fault('is missing'),
  });
}

/** From the street to the room, and what the house is called. */
function addressOf(location: Field): string | undefined {
  const address = location.at('address');
  const street = pair(address.at('street'), address.at('houseNumber'));
  const town = pair(address.at('postalCode'), address.at('city'));
  const inside = [location.at('object').at('name'), location.at('superiorObject').at('name')];
  const parts = [
    ...[location.at('floor'), location.at('room'), ...inside, address.at('cityDistrict')],
  ];
  const rest = freeText(parts, ', ', SHORT_TEXT_LENGTH_MAX);
  const whole = [street, town, rest].filter((part) => part !== undefined).join(', ');
  return whole === '' ? undefined : plainText(whole, SHORT_TEXT_LENGTH_MAX);
}

function pair(first: Field, second: Field): string | undefined {
  return freeText([first, second], ' ', SHORT_TEXT_LENGTH_MAX / 2);
}

/** How to get in, as far as it is said of the place and not of people. */
function hintsOf(location: Field): readonly Field[] {
  return [
    location.at('additionalInformation'),
    location.at('address').at('additionalInformation'),
    location.at('object').at('additionalInformation'),
    location.at('superiorObject').at('additionalInformation'),
  ];
}

function isInfectious(patient: Field): boolean {
  return patient.at('infectionStatus').ifKnown(TRUTHS) === true;
}

/** Of several patients the youngest: rules about children must not miss one. */
function youngest(patients: readonly Field[], sentAt: string): number | undefined {
  const ages = patients.map((patient) => ageOf(patient, sentAt)).filter((age) => age !== undefined);
  return ages.length === 0 ? undefined : Math.min(...ages);
}

function ageOf(patient: Field, sentAt: string): number | undefined {
  const said = patient.at('age');
  const age = said.number() ?? ageByBirth(patient.at('dateOfBirth'), sentAt);
  if (age === undefined || (age >= 0 && age <= PATIENT_AGE_MAX_YEARS)) return age;
  return said.fault(`must be 0 to ${PATIENT_AGE_MAX_YEARS} years`);
}

/** Whole years; the day of birth itself stays among what is kept. */
function ageByBirth(birth: Field, sentAt: string): number | undefined {
  const [, year, monthDay] = /^(\d{4})-?(\d{2}-?\d{2})$/.exec(birth.peek() ?? '') ?? [];
  if (year === undefined || monthDay === undefined) return undefined;
  const hadBirthday = sentAt.slice(5, 10).replace('-', '') >= monthDay.replace('-', '');
  return Number(sentAt.slice(0, 4)) - Number(year) - (hadBirthday ? 0 : 1);
}
