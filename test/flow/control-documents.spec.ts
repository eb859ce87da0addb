import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmsiFormat } from '#adapters/formats/emsi-format';
import { UcriFormat } from '#adapters/formats/ucri-format';
import type { IncidentView } from '#contracts/incident-api';
import type { ControlStep } from '#contracts/control-step';
import type { ControlFormat } from '#flow/ports';
import { MemoryService, SCENE, valueOf } from './memory-service';

/** The samples were sent in this minute. */
const SENT_AT = Date.UTC(2026, 10, 2, 7, 15, 40);
const NEAR_M = 150;
const emsi = new EmsiFormat();
const ucri = new UcriFormat();

async function open(): Promise<MemoryService> {
  const service = await MemoryService.open();
  service.clock.advanceTo(SENT_AT);
  return service;
}

/** A sample of a format, as if it were about the scene. */
function sample(name: string): string {
  return readFileSync(join(__dirname, '../formats', name), 'utf8')
    .replace(/47\.2161|48\.1371/g, String(SCENE.lat))
    .replace(/-1\.5494|11\.5754/g, String(SCENE.lon));
}

/** Reads a document and does what it asks for; the incident as it is after each message. */
async function take(service: MemoryService, format: ControlFormat, document: string) {
  const now = service.clock.now();
  const messages = valueOf(await format.read(Buffer.from(document), now));
  const views: IncidentView[] = [];
  for (const { step } of messages) {
    const view = await applied(service, step);
    if (!('id' in view)) throw new Error(`${view.controlRef} is awaited`);
    views.push(view);
  }
  return views;
}

async function applied({ steps, organisationId, clock }: MemoryService, step: ControlStep) {
  const { controlRef } = step;
  if (step.op === 'raise') {
    return valueOf(await steps.raise.raise(organisationId, step.message, clock.now())).view;
  }
  if (step.op === 'update') {
    return valueOf(await steps.change.update(organisationId, controlRef, step.message));
  }
  return valueOf(await steps.change.end(organisationId, controlRef, step));
}

describe('documents of control systems', () => {
  it('ring whoever is near, once, and say in their own words how those people stand', async () => {
    const service = await open();
    const anna = await service.person('anna', NEAR_M);
    const [raised] = await take(service, emsi, sample('emsi/alert.json'));
    expect(raised).toMatchObject({ kind: 'cardiac-arrest', alertedCount: 1 });
    await take(service, emsi, sample('emsi/alert.json'));
    expect(service.heard(anna)).toHaveLength(1);

    valueOf(await service.answer(anna, 'accept'));
    const { organisationId } = service;
    const read = await service.steps.read.byId(organisationId, raised?.id ?? '', 'control');
    const incident = valueOf(read);
    const status = {
      ...{ documentId: 'status-1', writtenAt: service.clock.now(), incident },
      sender: { id: organisationId, name: 'Test' },
    };
    const { body } = emsi.write(status);
    expect(body).toContain('"STATUS":"RESRVD"');
    expect(ucri.write(status).body).toContain('\\"answer\\":\\"accepted\\"');
    const [again] = await take(service, emsi, body);
    expect(again?.id).toBe(raised?.id);

    const [over] = await take(service, emsi, sample('emsi/over.json'));
    expect(over).toMatchObject({ status: 'closed', disposition: 'Pris en charge par le SMUR' });
    expect(service.alertOf(anna).exact).toBeNull();
  });

  it('raise by an update that comes first, and by nothing after a cancel', async () => {
    const service = await open();
    await service.person('anna', NEAR_M);
    const [first] = await take(service, emsi, sample('emsi/hub-update.json'));
    expect(first).toMatchObject({ kind: 'other-medical', status: 'active' });
    const [cancelled] = await take(service, emsi, sample('emsi/cancelled.json'));
    expect(cancelled).toMatchObject({ id: first?.id, status: 'cancelled' });
    const [late] = await take(service, emsi, sample('emsi/alert.json'));
    expect(late).toMatchObject({ id: first?.id, status: 'cancelled', alertedCount: 0 });
  });

  it.each([
    ['an exercise in an envelope of XML', emsi, 'emsi/exercise-1.0.xml'],
    ['a call-out that is a test', ucri, 'ucri/callout-test.json'],
  ] as const)('never page a real person for %s', async (_says, format, name) => {
    const service = await open();
    const real = await service.person('real', NEAR_M);
    const phone = await service.person('phone', NEAR_M, { testPhone: true });
    await take(service, format, sample(name));
    expect(service.heard(real)).toHaveLength(0);
    expect(service.heard(phone)).toHaveLength(1);
  });

  it('start, change and end an incident in one document, in its order', async () => {
    const service = await open();
    const anna = await service.person('anna', NEAR_M);
    const views = await take(service, ucri, sample('ucri/callout.json'));
    expect(views.map(({ status }) => status)).toEqual(['active', 'active', 'closed']);
    expect(views[1]).toMatchObject({ notesForResponders: 'Eingang über den Hof' });
    expect(service.heard(anna).length).toBeGreaterThan(0);
    expect(service.alertOf(anna).status).toBe('withdrawn');
  });
});
