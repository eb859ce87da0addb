import { RecordingChannel } from '#adapters/memory/recorders';
import {
  PHONE_TOKEN_OVERLAP_MS,
  PHONE_TOKEN_RENEWED_AFTER_MS,
  PHONE_TOKEN_VALID_MS,
} from '#core/phone-token';
import type { Result } from '#core/problem';
import { DAY_MS } from '#core/units';
import { toInstant } from '#contracts/shapes';
import { MemoryService } from './memory-service';

const PHONE = '+17575550177';

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.problem.code}: ${result.problem.detail}`);
  return result.value;
}

describe('the token of a phone', () => {
  it('is traded for a new one; whoever shows the old one later ends the sign-in', async () => {
    const sms = new RecordingChannel();
    const service = await MemoryService.open('nearest-10', { sms });
    const { phones } = service.steps;
    const { people } = service.store;
    const { responderId } = await service.person('anna', 100, { phone: PHONE });
    const { organisationId } = service;
    const now = service.clock.now();
    const code = 'a code of enrolment';
    await people.addEnrolment({ organisationId, responderId, code, expiresAt: now + DAY_MS, now });
    const device = valueOf(await phones.signIn({ code, platform: 'web', pushToken: null }));
    const caller = await people.callerOf(device.token);
    if (caller?.role !== 'responder') throw new Error('a responder');
    service.clock.advanceBy(PHONE_TOKEN_RENEWED_AFTER_MS);
    const lost = valueOf(await phones.renew(caller));
    const { token, expiresAt } = valueOf(await phones.renew(caller));
    expect(toInstant(expiresAt)).toBe(service.clock.now() + PHONE_TOKEN_VALID_MS);
    // The answer before was lost, and nothing has changed yet.
    expect(await people.callerOf(lost.token)).toBeNull();
    const shows = async (secret: string, isSeated = false) => {
      const found = await people.callerOf(secret);
      if (found?.role !== 'responder') return null;
      return phones.used(found, { token: secret, isSeated });
    };
    expect(await shows(device.token)).toBe(true);
    expect(await shows(token)).toBe(true);
    expect(await shows(device.token)).toBe(true);
    service.clock.advanceBy(PHONE_TOKEN_OVERLAP_MS + 1);
    await new Promise((resolve) => setImmediate(resolve));
    const before = sms.sent.length;
    // A socket from before is shown out without it: the phone itself may have left it open.
    expect(await shows(device.token, true)).toBe(false);
    expect(await shows(token)).toBe(true);
    expect(await shows(device.token)).toBe(false);
    expect(await shows(token)).toBeNull();
    await new Promise((resolve) => setImmediate(resolve));
    expect(sms.sent.length).toBe(before + 1);
    const { items } = await service.store.auditLog.search(
      organisationId,
      { action: 'phone.token-reused' },
      { cursor: null, limit: 10 },
    );
    expect(items).toMatchObject([{ subject: { kind: 'device', id: device.deviceId } }]);
  });
});
