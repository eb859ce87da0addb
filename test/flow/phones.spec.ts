import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#core/units';
import { toIso } from '#contracts/shapes';
import { WAITING_USUAL_MAX } from '#flow/ingest-fixes';
import { codeOf, MemoryService, SCENE, START, valueOf } from './memory-service';

const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

describe("a phone's answers and steps", () => {
  it('to an alert it was never sent are not found, also when it is somebody else’s', async () => {
    const service = await MemoryService.open();
    const anna = await service.person('anna', 200);
    const other = await service.person('other', 5_000);
    valueOf(await service.raise());
    const { alertId } = service.alertOf(anna);
    const { answer } = service.steps;
    expect(codeOf(await answer.answer(other, { alertId, answer: 'accept' }))).toBe('not-found');
    const unknown = { alertId: UNKNOWN_ID, answer: 'accept' } as const;
    expect(codeOf(await answer.answer(anna, unknown))).toBe('not-found');
  });

  it('after expiry are refused', async () => {
    const service = await MemoryService.open();
    const anna = await service.person('anna', 200);
    valueOf(await service.raise());
    service.clock.advanceBy(6 * MINUTE_MS);
    expect(codeOf(await service.answer(anna, 'accept'))).toBe('alert-expired');
  });

  it('twice the same are one answer, and a step that is not in the table is refused', async () => {
    const service = await MemoryService.open();
    const anna = await service.person('anna', 200);
    const { view } = valueOf(await service.raise());
    const first = valueOf(await service.answer(anna, 'accept'));
    const again = valueOf(await service.answer(anna, 'accept'));
    expect(again.assignment).toEqual(first.assignment);
    const assignmentId = first.assignment?.assignmentId ?? '';
    const { progress, read } = service.steps;
    const illegal = await progress.report(anna, { assignmentId, step: 'with-patient' });
    expect(codeOf(illegal)).toBe('illegal-step');
    const incident = valueOf(await read.byId(service.organisationId, view.id));
    expect(incident).toMatchObject({ acceptedCount: 1, progress: 'resources-assigned' });
  });

  it('missed while away come in order by number, without gaps', async () => {
    const service = await MemoryService.open();
    const anna = await service.person('anna', 200);
    valueOf(await service.raise());
    valueOf(await service.answer(anna, 'accept'));
    const { change, feed } = service.steps;
    const message = { version: 5, address: 'back door' };
    valueOf(await change.update(service.organisationId, 'CAD-1', message));
    const missed = await feed.after(anna, 1);
    expect(missed.messages.map((entry) => [entry.seq, entry.kind])).toEqual([
      [2, 'alert-answered'],
      [3, 'incident-changed'],
    ]);
    expect(missed.messages.at(-1)?.alert.exact?.address).toBe('back door');
  });

  it('among thousands of positions that wait, the newest of a person replaces theirs', async () => {
    const service = await MemoryService.open();
    const anna = await service.person('anna', 200);
    const { ingest } = service.steps;
    service.clock.advanceBy(10 * MINUTE_MS);
    const place = {
      type: 'Point' as const,
      coordinates: [SCENE.lon, SCENE.lat] as [number, number],
    };
    const fixAfter = (afterMs: number) => ({
      fixes: [{ place, at: toIso(service.clock.now() + afterMs), accuracyM: 10 }],
    });
    const others = Array.from({ length: WAITING_USUAL_MAX }, (_, index) => {
      return ingest.ingest({ ...anna, responderId: `other-${index}` }, fixAfter(0));
    });
    const older = ingest.ingest(anna, fixAfter(1));
    const newer = ingest.ingest(anna, fixAfter(2));
    await ingest.flush();
    expect([codeOf(await older), valueOf(await newer).taken]).toEqual(['too-many-requests', 1]);
    expect(await Promise.all(others)).toHaveLength(WAITING_USUAL_MAX);
  });

  it('a receipt counts once, in whatever order receipts come', async () => {
    const service = await MemoryService.open();
    const anna = await service.person('anna', 200);
    const { view } = valueOf(await service.raise());
    const { alertId } = service.alertOf(anna);
    for (const kind of ['seen', 'delivered', 'seen'] as const) {
      valueOf(await service.steps.receipts.record(anna, { alertId, kind, subject: 'alert' }));
    }
    const kinds = await service.factKinds(view.id);
    expect(kinds.filter((kind) => kind === 'alert-seen')).toHaveLength(1);
    await service.runUntil(START + 10 * SECOND_MS);
    expect(service.steps.push.sent).toHaveLength(0);
  });

  it('a phone without a socket gets one push, with nothing personal in it', async () => {
    const service = await MemoryService.open();
    const anna = await service.person('anna', 200);
    const { people } = service.store;
    const { organisationId, responderId } = anna;
    const now = service.clock.now();
    const expiresAt = now + HOUR_MS;
    await people.addEnrolment({ organisationId, responderId, code: 'code', expiresAt, now });
    await people.signInDevice({
      code: 'code',
      deviceId: UNKNOWN_ID,
      token: 'token',
      tokenExpiresAt: expiresAt,
      platform: 'android',
      pushToken: 'push-token',
      now,
    });
    service.live.onSocket.clear();
    valueOf(await service.raise());
    await service.runUntil(START + MINUTE_MS);
    expect(service.steps.push.sent).toHaveLength(1);
    expect(JSON.stringify(service.steps.push.sent)).not.toMatch(/Harbour|cardiac|anna/);
  });
});

describe('duty and positions', () => {
  it('going off duty takes back what was not answered, and keeps no position', async () => {
    const service = await MemoryService.open();
    const anna = await service.person('anna', 200);
    valueOf(await service.raise());
    valueOf(await service.steps.duty.set(anna, { onDuty: false }));
    expect(service.alertOf(anna)).toMatchObject({ endedReason: 'off-duty' });
    const refused = service.steps.ingest.ingest(anna, {
      fixes: [
        {
          place: { type: 'Point', coordinates: [SCENE.lon, SCENE.lat] },
          at: toIso(service.clock.now()),
          accuracyM: 5,
        },
      ],
    });
    await service.steps.ingest.flush();
    expect(codeOf(await refused)).toBe('off-duty');
  });

  it.each([
    ['fix-in-future', 60, 10, 0],
    ['fix-stale', -3_600, 10, 0],
    ['fix-inaccurate', 1, 5_000, 0],
    ['fix-implausible-speed', 10, 10, 3_000],
  ])(
    'a fix is refused with %s and the others of its batch stand',
    async (code, s, accuracyM, m) => {
      const service = await MemoryService.open();
      const anna = await service.person('anna', 0);
      service.clock.advanceBy(10 * SECOND_MS);
      const bad = {
        place: {
          type: 'Point' as const,
          coordinates: [SCENE.lon, SCENE.lat + m / 111_195] as [number, number],
        },
        at: toIso(START + s * SECOND_MS),
        accuracyM,
      };
      const good = {
        place: { type: 'Point' as const, coordinates: [SCENE.lon, SCENE.lat] as [number, number] },
        at: toIso(START + 10 * SECOND_MS),
        accuracyM: 10,
      };
      const taken = service.steps.ingest.ingest(anna, { fixes: [bad, good] });
      await service.steps.ingest.flush();
      expect(valueOf(await taken)).toMatchObject({ taken: 1, refused: [{ index: 0, code }] });
    },
  );
});
