import type { EnrolmentView, PutResponderMessage, ResponderView } from '#contracts/registry-api';
import type { SignedInDevice } from '#contracts/responder-api';
import { fromPlace, toIso } from '#contracts/shapes';
import { DAY_MS, type Instant } from '#core/units';
import { HttpClient, type Answer } from '../demo/http-client';
import { forEachShown } from '../demo/progress';
import { SetUpFailed } from '../demo/set-up';
import type { FloodPerson } from './flood-world';

const REQUESTS_AT_ONCE = 32;
const CARD_VALID_MS = 365 * DAY_MS;
const ACCURACY_M = 12;

/** A person with a phone that is signed in and pushed. */
export interface Registered {
  readonly person: FloodPerson;
  readonly responderId: string;
  readonly pushToken: string;
  readonly http: HttpClient;
}

/** Registers everybody by the registrar's key, signs their phones in, and puts who is on duty. */
export async function registerAll(
  people: readonly FloodPerson[],
  task: {
    readonly url: string;
    readonly registrarKey: string;
    readonly now: () => Instant;
    readonly signal: AbortSignal;
  },
): Promise<readonly Registered[]> {
  const registrar = new HttpClient(task.url, task.registrarKey);
  const anyone = new HttpClient(task.url, null);
  const registered: Registered[] = [];
  const shown = {
    ...{ what: 'registering people:', atOnce: REQUESTS_AT_ONCE, signal: task.signal },
  };
  await forEachShown(people, shown, async (person) => {
    const put = `/v1/responders/${person.ref}`;
    const message = messageOf(person, task.now());
    const { id } = must(await registrar.ask<ResponderView>('PUT', put, message));
    const code = `/v1/responders/${id}/enrolment`;
    const { enrolmentCode } = must(await registrar.ask<EnrolmentView>('POST', code));
    const pushToken = `flood-${id}`;
    const device = { enrolmentCode, platform: 'android', pushToken };
    const { token } = must(await anyone.ask<SignedInDevice>('POST', '/v1/devices', device));
    const http = new HttpClient(task.url, token);
    if (person.hasBoat) must(await http.ask('PUT', '/v1/me/equipment', { equipment: ['boat'] }));
    must(await http.ask('PUT', '/v1/me/duty', { onDuty: person.onDuty }));
    registered.push({ person, responderId: id, pushToken, http });
  });
  return registered;
}

/** Everybody on duty says where they are, shortly before the river rises. */
export async function report(
  people: readonly Registered[],
  task: { readonly now: () => Instant; readonly signal: AbortSignal },
): Promise<void> {
  const onDuty = people.filter(({ person }) => person.onDuty);
  const shown = { what: 'positions:', atOnce: REQUESTS_AT_ONCE, signal: task.signal };
  await forEachShown(onDuty, shown, async ({ person, http }) => {
    const fix = { place: fromPlace(person.place), accuracyM: ACCURACY_M, at: toIso(task.now()) };
    must(await http.ask('POST', '/v1/me/fixes', { fixes: [fix] }));
  });
}

/** What was answered; throws `SetUpFailed` where it was refused. */
export function must<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  throw new SetUpFailed(
    `the server refused with ${answer.status} ${answer.code}: ${answer.detail}`,
  );
}

function messageOf(person: FloodPerson, now: Instant): PutResponderMessage {
  const card = {
    ...{ issuer: 'Made up', verified: true },
    ...{ validFrom: toIso(now - DAY_MS), validTo: toIso(now + CARD_VALID_MS) },
  };
  return {
    displayName: `Helper ${person.ref}`,
    testPhone: false,
    disabled: false,
    travelMode: 'car',
    tier: 'home',
    phone: null,
    language: 'en',
    credentials: person.kind === null ? [] : [{ ...card, kind: person.kind }],
  };
}
