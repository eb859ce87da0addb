import type {
  AedRecordView,
  EnrolmentView,
  PutAedMessage,
  PutPlacesMessage,
  PutResponderMessage,
  ResponderView,
} from '#contracts/registry-api';
import type { PushAddressMessage } from '#contracts/reach-api';
import type { SignedInDevice } from '#contracts/responder-api';
import { fromPlace, toIso } from '#contracts/shapes';
import type { CityResponder, SampleAed, World } from '../city/world-types';
import { HttpClient, type Answer } from './http-client';
import { forEachShown } from './progress';
import { ONLY_SOCKET, reachOf, type Reach } from './reach';

/** A responder with a signed-in phone. */
export interface SignedIn {
  readonly responder: CityResponder;
  readonly responderId: string;
  readonly token: string;
  readonly reach: Reach;
}

/** All that is registered for a run. */
export interface Registered {
  readonly signedIn: readonly SignedIn[];
  /** External reference of each AED by its id at the server. */
  readonly aedRefs: ReadonlyMap<string, string>;
}

/** The server refused something that the demo cannot go on without. */
export class SetUpFailed extends Error {}

const REQUESTS_AT_ONCE = 16;

/**
 * Registers the world's AEDs and responders, with the places they have named, with the registrar's
 * key and signs a phone in for every responder. What is there from an earlier run is used again;
 * phones sign in anew. Throws `SetUpFailed` at the first refusal.
 */
export async function setUp(
  world: World,
  task: {
    readonly registrar: HttpClient;
    readonly anyone: HttpClient;
    readonly signal: AbortSignal;
    /** Where a phone is pushed; null where no provider is there, and sockets do for all. */
    readonly pushAddress: ((owner: SignedIn) => PushAddressMessage) | null;
  },
): Promise<Registered> {
  const { registrar, anyone, signal } = task;
  const shown = { atOnce: REQUESTS_AT_ONCE, signal };
  const aedRefs = new Map<string, string>();
  await forEachShown(world.aeds, { what: 'registering AEDs:', ...shown }, async (aed) => {
    const put = await registrar.ask<AedRecordView>('PUT', `/v1/aeds/${aed.ref}`, aedMessage(aed));
    aedRefs.set(must('AED', put).id, aed.ref);
  });
  const signedIn: (SignedIn | undefined)[] = [];
  await forEachShown(
    world.responders,
    { what: 'enrolling responders:', ...shown },
    async (responder, index) => {
      const hasProviders = task.pushAddress !== null;
      const reach = hasProviders ? reachOf(world.seed, responder.ref, index) : ONLY_SOCKET;
      const responderId = await register(responder, reach, registrar);
      const token = await signIn(responderId, reach, task);
      const owner = { responder, responderId, token, reach };
      signedIn[index] = owner;
      if (task.pushAddress === null) return;
      const phone = new HttpClient(anyone.url, token);
      const address = task.pushAddress(owner);
      must('push address', await phone.ask('PUT', '/v1/me/push-address', address));
    },
  );
  return { signedIn: signedIn.filter((each) => each !== undefined), aedRefs };
}

/** Resolves with the id that the server gave this person. */
async function register(
  responder: CityResponder,
  reach: Reach,
  registrar: HttpClient,
): Promise<string> {
  const path = `/v1/responders/${responder.ref}`;
  const message = responderMessage(responder, reach);
  const { id } = must('responder', await registrar.ask<ResponderView>('PUT', path, message));
  if (responder.registeredPlaces.length > 0) {
    const places = placesMessage(responder);
    must('places', await registrar.ask('PUT', `/v1/responders/${id}/places`, places));
  }
  return id;
}

/** Resolves with the token of this person's phone. */
async function signIn(
  responderId: string,
  { push }: Reach,
  { registrar, anyone }: { readonly registrar: HttpClient; readonly anyone: HttpClient },
): Promise<string> {
  const path = `/v1/responders/${responderId}/enrolment`;
  const { enrolmentCode } = must('enrolment', await registrar.ask<EnrolmentView>('POST', path));
  const device = { enrolmentCode, platform: push === 'web-push' ? 'web' : 'android' };
  return must('phone', await anyone.ask<SignedInDevice>('POST', '/v1/devices', device)).token;
}

function must<T>(what: string, answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  const { status, code, detail } = answer;
  throw new SetUpFailed(`the server refused the ${what} with ${status} ${code}: ${detail}`);
}

function aedMessage(aed: SampleAed): PutAedMessage {
  const { name, locationDetail, access, openingHours, floor, cabinetCode } = aed;
  const place = fromPlace(aed.place);
  return { name, place, locationDetail, access, openingHours, floor, cabinetCode };
}

function responderMessage(responder: CityResponder, { phone }: Reach): PutResponderMessage {
  return {
    displayName: responder.name,
    testPhone: false,
    disabled: false,
    travelMode: responder.mode,
    tier: responder.tier,
    phone,
    language: 'en',
    credentials: responder.credentials.map(({ kind, issuer, validFrom, validTo }) => ({
      kind,
      issuer,
      validFrom: toIso(validFrom),
      validTo: toIso(validTo),
      verified: true,
    })),
  };
}

function placesMessage({ registeredPlaces }: CityResponder): PutPlacesMessage {
  return {
    places: registeredPlaces.map(({ kind, place, hours }) => ({
      kind,
      place: fromPlace(place),
      hours,
    })),
  };
}
