import type { CalloutView } from '#contracts/callout-api';
import type { IdentityView } from '#contracts/credential-api';
import type { DeskOpened } from '#contracts/muster-api';
import type { IncidentView } from '#contracts/incident-api';
import { BODY_EXAMPLES } from '#contracts/openapi-examples';
import type { PassGivenView, PassJoinedView } from '#contracts/pass-api';
import type { RouteId } from '#contracts/routes';
import type { AccountRole } from '#core/caller-roles';
import type { Place } from '#core/geometry';
import { account, alertOf, enrolPhone, type Answer, type Phone } from '../support/clients';
import { calloutBody } from '../support/callout-message';
import { slugOf } from '../support/staff';
import type { TestServer } from '../support/server';
import { Organisation } from './organisation';
import { inviteMember } from './staff';
import { HERE, PATIENT } from './stage';

const HOUR_MS = 3_600_000;
/** So far from the others that only who stands there is asked. */
const ELSEWHERE: Place = { lat: 36.72, lon: -76.15 };
const CALLED_OUT: Place = { lat: 36.66, lon: -76.2 };
const ENDING = '88 Harbour Road';
const FACTS = { address: '1905 Atlantic Avenue, Apt 3B', notes: 'Side entrance, code 12A.' };

/** What the screens of a busy evening need: addresses of things, and phones in each state. */
export interface ScreenWorld {
  readonly slug: string;
  readonly incidentId: string;
  readonly calloutId: string;
  readonly invitation: string;
  readonly deskCode: string;
  readonly passCode: string;
  readonly badge: string;
  /** What a badge says now; codes last for seconds. */
  identityHash(): Promise<string>;
  /** Cancels the incident of the phone that is about to be stood down. */
  cancelEnding(): Promise<void>;
  /** Tokens of phones, by what their person is about to do. */
  readonly phones: Readonly<Record<PhoneState, string>>;
}

export type PhoneState =
  | 'fresh'
  | 'free'
  | 'asked'
  | 'assigned'
  | 'stood-down'
  | 'called-out'
  | 'booked'
  | 'drilled'
  | 'stopped';

/** Fills a server with people, incidents and a call-out, over its public interfaces. */
export async function makeScreenWorld(server: TestServer): Promise<ScreenWorld> {
  const organisation = new Organisation(server);
  const world = new WorldMaker(server, organisation);
  await world.registers();
  const phones = await world.phonesInStates();
  const { callout, passCode, badge, deskCode } = await world.callout(phones);
  await world.aroundCallouts();
  const { going, ending } = await world.incidents(phones);
  await world.drill(phones.drilled);
  const member = await inviteMember(server, 'dispatcher', 'Dana Osei');
  const tokens = Object.entries(phones).map(([state, { token }]) => [state, token]);
  return {
    ...{ slug: await slugOf(server), incidentId: going.id, calloutId: callout.id },
    ...{ invitation: member.invitation, deskCode, passCode, badge },
    identityHash: async () => {
      const { url } = fine(await phones.free.get<IdentityView>('/v1/me/identity'));
      return new URL(url, server.url).hash;
    },
    cancelEnding: () => organisation.cancel(ending),
    phones: Object.fromEntries(tokens) as Record<PhoneState, string>,
  };
}

type Phones = Readonly<Record<PhoneState, Phone>>;

class WorldMaker {
  constructor(
    private readonly server: TestServer,
    private readonly organisation: Organisation,
  ) {}

  async registers(): Promise<void> {
    const at = (lat: number, lon: number): Place => ({ lat, lon });
    await this.organisation.addAed('Oceanfront Library', at(36.8532, -75.98), {
      locationDetail: 'Entrance hall, left of the desk',
    });
    await this.organisation.addAed('Pier Office', at(36.8523, -75.9793), {
      ...{ locationDetail: 'Beside the lift', floor: '2', cabinetCode: 'C4711' },
    });
    await this.example('supervisor', ['put', '/v1/organisation', 'putOrganisation']);
  }

  async phonesInStates(): Promise<Phones> {
    const enrolled = async (displayName: string, place: Place, testPhone = false) => {
      const person = { displayName };
      const phone = await enrolPhone(this.server.registrar(), this.server.url, {
        ...{ person, testPhone },
      });
      await phone.standAt(place);
      return phone;
    };
    return {
      fresh: await enrolled('Gro Dahl', { lat: 36.91, lon: -76.26 }),
      free: await enrolled('Noor Haddad', { lat: 36.9, lon: -76.25 }),
      asked: await enrolled('Ben Castillo', HERE),
      assigned: await enrolled('Amara Osei', { lat: 36.8517, lon: -75.9791 }),
      'stood-down': await enrolled('Chloe Meyer', ELSEWHERE),
      'called-out': await enrolled('Eva Lindqvist', CALLED_OUT),
      booked: await enrolled('Robin Szabo', CALLED_OUT),
      drilled: await enrolled('Teo Marin', { lat: 36.61, lon: -76.28 }, true),
      stopped: await enrolled('Ines Romero', { lat: 36.64, lon: -75.95 }),
    };
  }

  /** One open call-out with a yes, a helper by pass and a desk; another that was stopped. */
  async callout(phones: Phones) {
    const callout = await this.opened('FLOOD-1', 'Sandbags at the inlet', CALLED_OUT);
    await this.answered(phones.booked);
    await this.rang(phones['called-out']);
    const path = `/v1/callouts/${callout.id}`;
    const dispatcher = this.server.dispatcher();
    const validUntil = new Date(Date.now() + 12 * HOUR_MS).toISOString();
    const pass = { label: 'Rowing club', usesMax: 20, validUntil };
    const given = await dispatcher.post<PassGivenView>(`${path}/passes`, pass);
    const anybody = account(this.server.url, null);
    const joined = await anybody.post<PassJoinedView>('/v1/pass/join', {
      ...{ code: fine(given).code, displayName: 'Ada King' },
    });
    const desk = await dispatcher.post<DeskOpened>(`${path}/muster-desks`, {});
    const stopped = await this.opened('FLOOD-2', 'Close the north gate', {
      ...{ lat: 36.64, lon: -75.95 },
    });
    await this.answered(phones.stopped);
    const reason = 'The bridge is closed.';
    fine(await dispatcher.post(`/v1/callouts/${stopped.id}/stop-coming`, { reason }));
    const { code: passCode } = given.body;
    return { callout, passCode, badge: fine(joined).badge, deskCode: fine(desk).deskCode };
  }

  /** One of each thing that call-outs are made of. */
  async aroundCallouts(): Promise<void> {
    await this.example('coordinator', ['put', '/v1/areas/river', 'putArea']);
    await this.example('coordinator', [
      'put',
      '/v1/callout-templates/sandbags',
      'putCalloutTemplate',
    ]);
    await this.example('coordinator', ['put', '/v1/watch-points/drain', 'putWatchPoint'], {
      upstreamRefs: [],
    });
    await this.example('coordinator', ['put', '/v1/groups/lower-town', 'putGroup']);
    const times = {
      from: new Date(Date.now() - HOUR_MS).toISOString(),
      until: new Date(Date.now() + 100 * HOUR_MS).toISOString(),
    };
    await this.example('coordinator', ['post', '/v1/board', 'addBoardEntry'], times);
    await this.example('supervisor', ['put', '/v1/board-settings', 'putBoardSettings']);
    const warnings = await fetch(`${this.server.url}/v1/warnings`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.server.keys.coordinator}`,
        'content-type': 'application/cap+xml',
      },
      body: warning(Date.now()),
    });
    if (!warnings.ok) throw new Error(await warnings.text());
  }

  /** One that is going, one for which nobody is near, and one that is about to be cancelled. */
  async incidents(phones: Phones): Promise<{ going: IncidentView; ending: IncidentView }> {
    const going = await this.organisation.raise(PATIENT, FACTS);
    await this.answered(phones.assigned);
    await this.rang(phones.asked);
    const ending = await this.organisation.raise(ELSEWHERE, { ...FACTS, address: ENDING });
    await this.answered(phones['stood-down']);
    const nobody: Place = { lat: 36.62, lon: -76.1 };
    await this.organisation.raise(nobody, { address: '12 Nobody Near Lane', notes: '' });
    return { going, ending };
  }

  async drill(phone: Phone): Promise<void> {
    const drill = {
      ...{ title: 'Monthly drill', responderIds: [phone.responderId], windowS: 3_600 },
      startsAt: new Date(Date.now() + 1_000).toISOString(),
    };
    fine(await this.server.dispatcher().post('/v1/drills', drill));
  }

  private async opened(controlRef: string, title: string, at: Place): Promise<CalloutView> {
    const from = new Date(Date.now() - HOUR_MS).toISOString();
    const body = {
      ...calloutBody({ controlRef, title, wantedCount: 20 }),
      window: { from, until: new Date(Date.now() + 6 * HOUR_MS).toISOString() },
      area: { type: 'Circle', centre: [at.lon, at.lat], radiusM: 2_000 },
    };
    return fine(await this.server.dispatcher().post<CalloutView>('/v1/callouts', body));
  }

  /** The phone has rung, and says so. */
  private async rang(phone: Phone): Promise<string> {
    const { alertId } = await alertOf(phone);
    for (const kind of ['delivered', 'seen']) {
      fine(await phone.post('/v1/me/receipts', { alertId, kind }));
    }
    return alertId;
  }

  private async answered(phone: Phone): Promise<void> {
    const alertId = await this.rang(phone);
    fine(await phone.post('/v1/me/answers', { alertId, answer: 'accept' }));
  }

  /** Sends what the documentation of a route shows, as somebody. */
  private async example(
    role: AccountRole,
    [method, path, id]: readonly ['put' | 'post', string, RouteId],
    more: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    const as = account(this.server.url, this.server.keys[role]);
    fine(await as[method](path, { ...(BODY_EXAMPLES[id] as object), ...more }));
  }
}

function fine<T>(answer: Answer<T>): T {
  if (answer.status < 400) return answer.body;
  throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
}

function warning(now: number): string {
  const cap = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, '-00:00');
  return `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>W1</identifier>
    <sender>flood@example.org</sender><sent>${cap(now - HOUR_MS)}</sent><status>Actual</status>
    <msgType>Alert</msgType><scope>Public</scope>
    <info><category>Met</category><event>Flood Warning</event><urgency>Immediate</urgency>
    <severity>Severe</severity><certainty>Likely</certainty>
    <expires>${cap(now + 6 * HOUR_MS)}</expires>
    <headline>The river rises</headline><area><areaDesc>Lower town</areaDesc>
    <polygon>36.8,-76.1 36.8,-76.0 36.9,-76.0 36.8,-76.1</polygon></area></info></alert>`;
}
