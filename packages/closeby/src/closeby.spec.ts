import { describe, expect, it } from '@jest/globals';
import { Closeby, type World } from './closeby';
import type { OptionsOf } from './operations';
import { NotReached, Refusal } from './problem';

type Reply = Response | Error;

/** A server that answers in this order, and a clock that moves as one waits. */
function scripted(replies: readonly Reply[]): {
  readonly closeby: Closeby;
  readonly asked: string[];
  readonly waits: number[];
} {
  const asked: string[] = [];
  const waits: number[] = [];
  let nowMs = 0;
  const world: World = {
    fetch: (address, request) => {
      const said = request?.body;
      const path = (address as string).replace('http://closeby.test', '');
      asked.push([request?.method, path, ...(typeof said === 'string' ? [said] : [])].join(' '));
      const reply = replies[asked.length - 1] ?? new Error('nobody is there');
      return reply instanceof Error ? Promise.reject(reply) : Promise.resolve(reply);
    },
    nowMs: () => nowMs,
    wait: (ms) => {
      waits.push(ms);
      nowMs += ms;
      return Promise.resolve();
    },
  };
  const reach = { url: 'http://closeby.test/', secret: 'k', patienceMs: 30_000 };
  return { closeby: new Closeby(reach, world), asked, waits };
}

function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  const mediaType = status < 400 ? 'application/json' : 'application/problem+json';
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': `${mediaType}; charset=utf-8`, ...headers },
  });
}

function refused(status: number, code: string, headers: Record<string, string> = {}): Response {
  const problem = { type: `urn:closeby:problem:${code}`, code, title: code, status };
  return json(status, { ...problem, detail: 'No.', field: 'place.coordinates.1' }, headers);
}

const RAISE: OptionsOf<'raiseIncident'>['body'] = {
  kind: 'cardiac-arrest',
  priority: 'urgent',
  place: { type: 'Point', coordinates: [-76, 36] },
  calledAt: '2026-03-01T12:00:00Z',
};
const path = { incidentId: 'an incident/1' };

describe('a call', () => {
  it('goes to the address of its operation, whatever stands in its parts', async () => {
    const { closeby, asked } = scripted([json(200, { incidentId: 'x' })]);
    expect(await closeby.call('readTimeline', { path })).toEqual({ incidentId: 'x' });
    expect(asked).toEqual(['GET /v1/incidents/an%20incident%2F1/timeline']);
  });

  it('throws a refusal with its code and field, and is not sent again', async () => {
    const { closeby, asked } = scripted([refused(422, 'place-invalid')]);
    const failed = closeby.call('raiseIncident', { body: { ...RAISE, controlRef: 'A' } });
    await expect(failed).rejects.toMatchObject({
      ...{ name: 'Refusal', code: 'place-invalid', status: 422, field: 'place.coordinates.1' },
      message: 'place.coordinates.1: No.',
    });
    expect(asked).toHaveLength(1);
  });

  it('turned away for its number waits as long as the server says, whatever it is', async () => {
    const { closeby, waits } = scripted([
      refused(429, 'too-many-requests', { 'retry-after': '7' }),
      json(201, { id: 'x' }),
    ]);
    expect(await closeby.answer('raiseIncident', { body: RAISE })).toMatchObject({ status: 201 });
    expect(waits).toEqual([7_000]);
  });

  it('is not tried beyond its patience', async () => {
    const late = refused(429, 'too-many-requests', { 'retry-after': '31' });
    const { closeby, waits } = scripted([late]);
    await expect(closeby.call('readTimeline', { path })).rejects.toBeInstanceOf(Refusal);
    expect(waits).toEqual([]);
  });

  it('without an answer is sent again where a reference has it done once', async () => {
    const cut = new TypeError('fetch failed', { cause: new Error('socket hang up') });
    const again = scripted([cut, refused(503, 'unavailable'), json(200, { id: 'x' })]);
    const body = { ...RAISE, controlRef: 'A' };
    expect(await again.closeby.call('raiseIncident', { body })).toEqual({ id: 'x' });
    expect(new Set(again.asked).size).toBe(1);
    expect(again.asked).toHaveLength(3);
  });

  it('without an answer is not sent again where it may be done twice', async () => {
    const cut = new TypeError('fetch failed', { cause: new Error('socket hang up') });
    const once = scripted([cut, json(201, { id: 'x' })]);
    const failed = once.closeby.call('raiseIncident', { body: RAISE });
    await expect(failed).rejects.toThrow('http://closeby.test does not answer: socket hang up');
    await expect(failed).rejects.toBeInstanceOf(NotReached);
    expect(once.asked).toHaveLength(1);
  });

  it('does not take the page of another server for an answer', async () => {
    const page = new Response('<html>', { status: 404, headers: { 'content-type': 'text/html' } });
    const { closeby, asked } = scripted([page]);
    await expect(closeby.call('readTimeline', { path })).rejects.toThrow(
      'status 404 that is not Closeby’s: is the address right?',
    );
    expect(asked).toHaveLength(1);
  });

  it('does not take an answer that was cut off for one', async () => {
    const half = new Response('{"id":', { headers: { 'content-type': 'application/json' } });
    const { closeby } = scripted([half, json(200, { incidentId: 'x' })]);
    expect(await closeby.call('readTimeline', { path })).toEqual({ incidentId: 'x' });
  });
});

it('pages are read one after the other, as far as somebody takes them', async () => {
  const { closeby, asked } = scripted([
    json(200, { items: [{ id: 'a' }, { id: 'b' }], nextCursor: 'c 2' }),
    json(200, { items: [{ id: 'c' }], nextCursor: null }),
  ]);
  const found: string[] = [];
  const query = { status: 'closed' } as const;
  for await (const { id } of closeby.pages('listIncidents', { query })) found.push(id);
  expect(found).toEqual(['a', 'b', 'c']);
  expect(asked).toEqual([
    'GET /v1/incidents?status=closed',
    'GET /v1/incidents?status=closed&cursor=c+2',
  ]);
});
