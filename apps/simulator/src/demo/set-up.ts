import type { PutAedMessage, PutResponderMessage, ResponderView } from '#contracts/registry-api';
import type { EnrolmentView } from '#contracts/registry-api';
import type { SignedInDevice } from '#contracts/responder-api';
import { fromPlace, toIso } from '#contracts/shapes';
import type { CityAed, CityResponder, World } from '../city/world-types';
import type { Answer, HttpClient } from './http-client';
import { forEachShown } from './progress';

/** A responder with a signed-in phone. */
export interface SignedIn {
  readonly responder: CityResponder;
  readonly responderId: string;
  readonly token: string;
}

/** The server refused something that the demo cannot go on without. */
export class SetUpFailed extends Error {}

const REQUESTS_AT_ONCE = 16;

/**
 * Registers the world's responders and AEDs with the registrar's key and signs a phone in for
 * every responder. What is there from an earlier run is used again; phones sign in anew. Throws
 * `SetUpFailed` at the first refusal.
 */
export async function setUp(
  world: World,
  task: {
    readonly registrar: HttpClient;
    readonly anyone: HttpClient;
    readonly signal: AbortSignal;
  },
): Promise<readonly SignedIn[]> {
  const { registrar, anyone, signal } = task;
  const shown = { atOnce: REQUESTS_AT_ONCE, signal };
  await forEachShown(world.aeds, { what: 'registering AEDs:', ...shown }, async (aed) => {
    must('AED', await registrar.ask('PUT', `/v1/aeds/${aed.ref}`, aedMessage(aed)));
  });
  const signedIn: (SignedIn | undefined)[] = [];
  await forEachShown(
    world.responders,
    { what: 'enrolling responders:', ...shown },
    async (responder, index) => {
      const path = `/v1/responders/${responder.ref}`;
      const put = await registrar.ask<ResponderView>('PUT', path, responderMessage(responder));
      const { id } = must('responder', put);
      const enrolled = await registrar.ask<EnrolmentView>('POST', `/v1/responders/${id}/enrolment`);
      const { enrolmentCode } = must('enrolment', enrolled);
      const device = { enrolmentCode, platform: 'android' };
      const { token } = must(
        'phone',
        await anyone.ask<SignedInDevice>('POST', '/v1/devices', device),
      );
      signedIn[index] = { responder, responderId: id, token };
    },
  );
  return signedIn.filter((each) => each !== undefined);
}

function must<T>(what: string, answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  const { status, code, detail } = answer;
  throw new SetUpFailed(`the server refused the ${what} with ${status} ${code}: ${detail}`);
}

function aedMessage(aed: CityAed): PutAedMessage {
  const { name, place, locationDetail, access, openingHours } = aed;
  return { name, place: fromPlace(place), locationDetail, access, openingHours };
}

function responderMessage(responder: CityResponder): PutResponderMessage {
  return {
    displayName: responder.name,
    testPhone: false,
    disabled: false,
    credentials: responder.credentials.map(({ kind, issuer, validFrom, validTo }) => ({
      kind,
      issuer,
      validFrom: toIso(validFrom),
      validTo: toIso(validTo),
      verified: true,
    })),
  };
}
