import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type { IncidentView } from '#contracts/incident-api';
import {
  CONTROL_NAMESPACE,
  RESPONDER_NAMESPACE,
  type Ack,
  type ResponderEventAnswers,
  type ResponderEventName,
} from '#contracts/live-events';
import type { AlertView, FeedMessage, SignedInDevice } from '#contracts/responder-api';
import type { EnrolmentView, ResponderView } from '#contracts/registry-api';
import type { CredentialKind } from '#core/responder';

/** How long anything awaited may take before the test fails with what was there instead. */
export const DEADLINE_MS = 20_000;
const LOOK_AGAIN_MS = 20;
const YEAR_MS = 365 * 24 * 3_600_000;

export interface Answer<T = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** Calls the server over HTTP as whoever holds the key or token. */
export interface Account {
  get<T = Record<string, unknown>>(path: string): Promise<Answer<T>>;
  post<T = Record<string, unknown>>(path: string, body?: unknown): Promise<Answer<T>>;
  put<T = Record<string, unknown>>(path: string, body: unknown): Promise<Answer<T>>;
  remove<T = Record<string, unknown>>(path: string): Promise<Answer<T>>;
}

/** An account by its key; null sends none. */
export function account(url: string, key: string | null): Account {
  const call = async <T>(method: string, path: string, body?: unknown): Promise<Answer<T>> => {
    const headers: Record<string, string> = {};
    if (key !== null) headers['authorization'] = `Bearer ${key}`;
    if (body !== undefined) headers['content-type'] = 'application/json';
    const response = await fetch(`${url}${path}`, {
      method,
      headers,
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson ? JSON.parse(text) : { text }) as T,
    };
  };
  return {
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    put: (path, body) => call('PUT', path, body),
    remove: (path) => call('DELETE', path),
  };
}

/** A message that raises a cardiac arrest at a place, now. */
export function arrestAt(
  place: { readonly lat: number; readonly lon: number },
  fields: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    controlRef: `CAD-${randomUUID()}`,
    version: 1,
    kind: 'cardiac-arrest',
    priority: 'life-threatening',
    place: { type: 'Point', coordinates: [place.lon, place.lat] },
    address: '1 Secret Street',
    notesForResponders: 'Key under the third pot.',
    calledAt: new Date().toISOString(),
    ...fields,
  };
}

/** A responder with one phone. */
export interface Phone extends Account {
  readonly responderId: string;
  readonly credentialId: string;
  readonly token: string;
  /** Opens the live socket; resolves once connected, rejects with the problem when refused. */
  connect(lastSeq?: number): Promise<LivePhone>;
  /** On duty and measured at a place now. */
  standAt(place: { readonly lat: number; readonly lon: number }): Promise<void>;
}

/** A phone on a live socket. */
export interface LivePhone {
  readonly socket: Socket;
  /** Everything heard so far, in order. */
  readonly heard: readonly FeedMessage[];
  /** The first message, heard already or still to come, that fits. */
  hears(fits: (message: FeedMessage) => boolean, what: string): Promise<FeedMessage>;
  send<N extends ResponderEventName>(
    event: N,
    message: unknown,
  ): Promise<Ack<ResponderEventAnswers<N>>>;
  close(): void;
}

/** Registers a responder through the registry, enrols a phone and signs it in. */
export async function enrolPhone(
  registrar: Account,
  url: string,
  options: {
    readonly kind?: CredentialKind;
    readonly testPhone?: boolean;
    /** Whatever else the registry is to know of them. */
    readonly person?: Readonly<Record<string, unknown>>;
  } = {},
): Promise<Phone> {
  const put = await registrar.put<ResponderView>(`/v1/responders/p-${randomUUID()}`, {
    displayName: 'Test Person',
    testPhone: options.testPhone ?? false,
    ...options.person,
    credentials: [
      {
        kind: options.kind ?? 'cpr',
        issuer: 'Test school',
        validFrom: new Date(Date.now() - YEAR_MS).toISOString(),
        verified: true,
      },
    ],
  });
  if (put.status !== 201) throw new Error(`not registered: ${JSON.stringify(put.body)}`);
  const { id: responderId, credentials } = put.body;
  const enrolment = await registrar.post<EnrolmentView>(`/v1/responders/${responderId}/enrolment`);
  const { enrolmentCode } = enrolment.body;
  const signedIn = await account(url, null).post<SignedInDevice>('/v1/devices', {
    enrolmentCode,
    platform: 'android',
  });
  if (signedIn.status !== 201) throw new Error(`not signed in: ${JSON.stringify(signedIn.body)}`);
  const { token } = signedIn.body;
  const self = account(url, token);
  return {
    ...self,
    responderId,
    credentialId: credentials[0]?.id ?? '',
    token,
    connect: (lastSeq) =>
      connectPhone(url, { token, ...(lastSeq === undefined ? {} : { lastSeq }) }),
    standAt: async (place) => {
      await self.put('/v1/me/duty', { onDuty: true });
      const sent = await self.post<{ taken: number }>('/v1/me/fixes', { fixes: [fixAt(place)] });
      if (sent.body.taken !== 1) throw new Error(`not taken: ${JSON.stringify(sent.body)}`);
    },
  };
}

/** A newly enrolled phone that has said that it is there. */
export async function phoneAt(
  server: { readonly url: string; registrar(): Account },
  place: { readonly lat: number; readonly lon: number },
): Promise<Phone> {
  const phone = await enrolPhone(server.registrar(), server.url);
  await phone.standAt(place);
  return phone;
}

/** A measured position now. */
export function fixAt(
  place: { readonly lat: number; readonly lon: number },
  fields: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    place: { type: 'Point', coordinates: [place.lon, place.lat] },
    at: new Date().toISOString(),
    accuracyM: 10,
    ...fields,
  };
}

/** Opens a socket of a namespace; rejects with the server's problem when refused. */
export async function connectSocket(
  url: string,
  namespace: string,
  options: {
    readonly auth: Record<string, unknown>;
    readonly headers?: Record<string, string>;
    /** Called before connecting, so that nothing is missed. */
    readonly prepare?: (socket: Socket) => void;
  },
): Promise<Socket> {
  const socket = io(`${url}${namespace}`, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    auth: options.auth,
    ...(options.headers === undefined ? {} : { extraHeaders: options.headers }),
  });
  options.prepare?.(socket);
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', (error) => {
      socket.disconnect();
      reject(error);
    });
  });
}

/** A phone's socket with everything it hears kept. */
export async function connectPhone(url: string, auth: Record<string, unknown>): Promise<LivePhone> {
  const heard: FeedMessage[] = [];
  const socket = await connectSocket(url, RESPONDER_NAMESPACE, {
    auth,
    prepare: (made) => made.on('feed', (message: FeedMessage) => heard.push(message)),
  });
  return {
    socket,
    heard,
    hears: (fits, what) => until(() => Promise.resolve(heard.find(fits)), what),
    send: (event, message) =>
      socket.timeout(DEADLINE_MS).emitWithAck(event, message) as Promise<never>,
    close: () => void socket.disconnect(),
  };
}

/** A control room's socket with everything it hears kept. */
export async function connectControl(
  url: string,
  key: string,
): Promise<{ readonly socket: Socket; readonly heard: [string, unknown][] }> {
  const heard: [string, unknown][] = [];
  const socket = await connectSocket(url, CONTROL_NAMESPACE, {
    auth: { key },
    prepare: (made) => made.onAny((event: string, value: unknown) => heard.push([event, value])),
  });
  return { socket, heard };
}

/** Looks again until there is something; fails after the deadline with what was awaited. */
export async function until<T>(
  look: () => Promise<T | undefined | null | false>,
  what: string,
): Promise<T> {
  const end = performance.now() + DEADLINE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found;
    if (performance.now() > end) throw new Error(`within ${DEADLINE_MS} ms there was no ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

/** The alert of a phone about an incident, as the phone sees it over HTTP. */
export async function alertOf(phone: Account): Promise<AlertView> {
  return until(async () => {
    const { body } = await phone.get<{ items: AlertView[] }>('/v1/me/alerts');
    return body.items[0];
  }, 'open alert');
}

/** An incident as control sees it now. */
export async function incidentOf(control: Account, id: string): Promise<IncidentView> {
  return (await control.get<IncidentView>(`/v1/incidents/${id}`)).body;
}
