import { ok, refuse, type Result } from '#core/problem';
import { MINUTE_MS } from '#core/units';
import { fromPlace, toIso } from '#contracts/shapes';
import { ForeignFormats } from '#flow/foreign-formats';
import { MutualAid } from '#flow/mutual-aid';
import { Organisations } from '#flow/organisations';
import type { ControlFormat, ForeignMessage } from '#flow/ports';
import { TakeForeignMessage } from '#flow/take-foreign-message';
import { codeOf, MemoryService, START, valueOf } from './memory-service';

const FAR = fromPlace({ lat: 51.5, lon: 0 });

/** A service that reads documents of which a test says what they hold. */
async function open() {
  const service = await MemoryService.open();
  const { store, clock, ids, steps, organisationId } = service;
  const { incidents, people } = store;
  let holds: Result<readonly ForeignMessage[]> = ok([]);
  const format: ControlFormat = {
    format: 'eido',
    read: () => Promise.resolve(holds),
    write: () => ({ mediaType: 'text/plain', body: '' }),
  };
  const onError = (error: unknown): never => {
    throw error;
  };
  const aid = { aid: store.aid, auditLog: store.auditLog, incidents, people, clock, ids, onError };
  const take = new TakeForeignMessage({
    ...{ incidents, clock, raise: steps.raise, changeIncident: steps.change },
    formats: new ForeignFormats({
      ...{ controlFormats: [format], controlMappings: store.controlMappings },
      mappedFormats: { of: onError },
    }),
    keptFieldStore: store.keptFields,
    organisations: new Organisations({ people, clock }),
    mutualAid: new MutualAid({ ...aid, raise: steps.raise, changeIncident: steps.change }),
  });
  const say = (
    messages: Result<readonly ForeignMessage[]>,
    role: 'control' | 'dispatcher' = 'control',
  ) => {
    holds = messages;
    const document = { format: 'eido', mapping: null, body: new Uint8Array() } as const;
    return take.take({ role, organisationId }, { ...document, receivedAt: clock.now() });
  };
  const raising = (controlRef: string, fields = {}): ForeignMessage => ({
    documentId: null,
    step: {
      ...{ op: 'raise', controlRef },
      message: service.message({ controlRef, sentAt: toIso(START), ...fields }),
    },
    kept: [{ path: 'a.b', value: controlRef }],
  });
  const known = async () =>
    (await incidents.list(organisationId, { status: null, controlRef: null }, ALL)).items.length;
  return { service, take, say, raising, known };
}

const ALL = { cursor: null, limit: 50 };

describe('a document of another format', () => {
  it('applies nothing where one of its messages could not be raised, and names which', async () => {
    const { say, raising, known } = await open();
    const messages = [raising('A-1'), raising('A-2', { place: FAR })];
    expect(await say(ok(messages))).toMatchObject({
      ok: false,
      problem: { code: 'place-outside-area', field: 'messages.1.place' },
    });
    expect(codeOf(await say(refuse('invalid-field', 'a.b: is missing', 'a.b')))).toBe(
      'invalid-field',
    );
    expect(await known()).toBe(0);
  });

  it('raises the others where one is refused only when its turn comes', async () => {
    const { say, raising, known } = await open();
    valueOf(await say(ok([raising('A-1')])));
    const other = raising('A-1', { notesForResponders: 'something else' });
    expect(await say(ok([other, raising('A-2')]))).toMatchObject({
      ok: false,
      problem: {
        code: 'reference-conflict',
        field: 'messages.0.controlRef',
        detail: expect.stringContaining('1 other messages are in effect') as string,
      },
    });
    expect(await known()).toBe(2);
  });

  it('may end what it raises, in any order, and changes nothing when it comes again', async () => {
    const { say, raising, known, service } = await open();
    const end: ForeignMessage = {
      ...{ documentId: 'd', kept: [] },
      step: {
        ...{ op: 'close', controlRef: 'A-1' },
        message: { sentAt: toIso(START + MINUTE_MS), reason: 'over' },
      },
    };
    expect(valueOf(await say(ok([end]))).messages).toMatchObject([
      { incidentId: null, status: 'awaited', isNew: false },
    ]);
    const raise = raising('A-1');
    for (const isNew of [true, false]) {
      service.clock.advanceBy(MINUTE_MS);
      expect(valueOf(await say(ok([raise, end]))).messages).toMatchObject([
        { op: 'raise', status: 'closed', isNew },
        { op: 'close', status: 'closed', isNew: false },
      ]);
    }
    expect(await known()).toBe(1);
  });

  it('keeps the rest for those who see all, and is taken from systems alone', async () => {
    const { say, raising, take, service } = await open();
    const { organisationId } = service;
    const [message] = valueOf(await say(ok([raising('A-1')]))).messages;
    const id = message?.incidentId ?? '';
    const shown = valueOf(await take.keptFields(organisationId, id, 'dispatcher'));
    expect(shown.items).toMatchObject([{ fields: [{ path: 'a.b', value: 'A-1' }] }]);
    const outline = valueOf(await take.keptFields(organisationId, id, 'read-only'));
    expect(outline).toEqual({ items: [] });
    expect(codeOf(await take.keptFields(service.ids.id(), id, 'control'))).toBe('not-found');
    expect(codeOf(await say(ok([raising('A-2')]), 'dispatcher'))).toBe('reason-needed');
  });
});
