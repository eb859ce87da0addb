// A stranger's program: written against types that openapi-typescript makes of openapi.json, and
// against nothing else of the project. The test beside it makes the types, compiles it and runs it.
import createFetch from 'openapi-fetch';
import type { paths } from './openapi.js';

const baseUrl = process.env['CLOSEBY_URL'] ?? '';
const as = (secret: string) =>
  createFetch<paths>({ baseUrl, headers: { authorization: `Bearer ${secret}` } });
const supervisor = as(process.env['SUPERVISOR_KEY'] ?? '');
const registrar = as(process.env['REGISTRAR_KEY'] ?? '');

const { data: key } = await supervisor.POST('/v1/keys', {
  body: { label: 'A stranger', role: 'control' },
});
const control = as(key?.secret ?? '');

const { data: person } = await registrar.PUT('/v1/responders/{responder}', {
  params: { path: { responder: 'stranger-1' } },
  body: {
    displayName: 'B. Example',
    credentials: [
      { kind: 'cpr', issuer: 'School', validFrom: '2026-01-01T00:00:00Z', verified: true },
    ],
  },
});
const { data: code } = await registrar.POST('/v1/responders/{responder}/enrolment', {
  params: { path: { responder: person?.id ?? '' } },
});
const { data: device } = await as('none').POST('/v1/devices', {
  body: { enrolmentCode: code?.enrolmentCode ?? '', platform: 'web' },
});
const phone = as(device?.token ?? '');

const now = () => new Date().toISOString();
await phone.PUT('/v1/me/duty', { body: { onDuty: true } });
const near = { type: 'Point' as const, coordinates: [-75.95, 36.701] as [number, number] };
await phone.POST('/v1/me/fixes', { body: { fixes: [{ place: near, at: now(), accuracyM: 8 }] } });

const { data: raised, response } = await control.POST('/v1/incidents', {
  body: {
    controlRef: 'STRANGER-1',
    kind: 'cardiac-arrest',
    priority: 'life-threatening',
    place: { type: 'Point', coordinates: [-75.95, 36.7] },
    calledAt: now(),
  },
});
const { data: alerts } = await phone.GET('/v1/me/alerts');
const alert = alerts?.items[0];
const { data: accepted } = await phone.POST('/v1/me/answers', {
  body: { alertId: alert?.alertId ?? '', answer: 'accept' },
});
const assignmentId = accepted?.assignment?.assignmentId ?? '';
await phone.POST('/v1/me/progress', { body: { assignmentId, step: 'en-route' } });
await phone.POST('/v1/me/progress', { body: { assignmentId, step: 'on-scene' } });
const { error: refused } = await control.POST('/v1/incidents', {
  body: {
    controlRef: 'STRANGER-2',
    kind: 'cardiac-arrest',
    priority: 'life-threatening',
    place: { type: 'Point', coordinates: [-75.95, 360] },
    calledAt: now(),
  },
});
const { data: closed } = await control.POST('/v1/incidents/by-ref/{controlRef}/close', {
  params: { path: { controlRef: 'STRANGER-1' } },
  body: { reason: 'Handed over.' },
});
const { data: timeline } = await control.GET('/v1/incidents/{incidentId}/timeline', {
  params: { path: { incidentId: raised?.id ?? '' } },
});

console.log(
  JSON.stringify({
    raised: response.status,
    exactBefore: alert?.exact ?? null,
    exactAfter: accepted?.exact?.place.coordinates ?? null,
    refusedField: refused?.field,
    closed: closed?.status,
    facts: timeline?.facts.map(({ kind }) => kind),
    onSceneAt: timeline?.times.firstOnSceneAt,
  }),
);
