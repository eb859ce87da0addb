import { IsNull, type DataSource, type EntityManager } from 'typeorm';
import { ok, refuse } from '#core/problem';
import type { Instant } from '#core/units';
import { freshPhone } from '#adapters/shared/fresh-phone';
import type { PeopleStore } from '#flow/ports';
import { hashOf, inRegistry } from './registry';
import { DEVICE, ENROLMENT, RESPONDER, type DeviceRow } from './registry-tables';

type SignIn = Parameters<PeopleStore['signInDevice']>[0];

/** Trades a one-time code for a device; see `PeopleStore`. */
export function signInDevice(
  dataSource: DataSource,
  input: SignIn,
): ReturnType<PeopleStore['signInDevice']> {
  return inRegistry(dataSource, null, async (manager) => {
    const enrolment = await manager.getRepository(ENROLMENT).findOne({
      where: { codeHash: hashOf(input.code), usedAt: IsNull() },
      lock: { mode: 'for_no_key_update' },
    });
    const responder =
      enrolment === null
        ? null
        : await manager.getRepository(RESPONDER).findOneBy({ id: enrolment.responderId });
    const isOpen = enrolment !== null && enrolment.expiresAt > input.now;
    if (!isOpen || responder?.disabledAt !== null) {
      return refuse('enrolment-code-invalid', 'This code is wrong, used or out of date.');
    }
    const { organisationId, responderId, codeHash } = enrolment;
    await manager.getRepository(ENROLMENT).update({ codeHash }, { usedAt: input.now });
    const { pushToken: address, now } = input;
    const holders =
      address === null ? [] : await otherHolders(manager, { address, responderId, now });
    const pushToken = holders.length > 0 ? null : address;
    if (pushToken !== null) await forgetAddress(manager, pushToken);
    await manager.getRepository(DEVICE).insert({
      id: input.deviceId,
      organisationId,
      responderId,
      platform: input.platform,
      tokenHash: hashOf(input.token),
      tokenExpiresAt: input.tokenExpiresAt,
      ...freshPhone({ pushToken, now }),
      createdAt: input.now,
    });
    return ok({ responderId, organisationId, isPushHeld: holders.length > 0 });
  });
}

/** Stores a code; the ones given before it are void. */
export function addEnrolment(
  dataSource: DataSource,
  input: Parameters<PeopleStore['addEnrolment']>[0],
): Promise<void> {
  const { organisationId, responderId, code, expiresAt, now } = input;
  return inRegistry(dataSource, organisationId, async (manager) => {
    const enrolments = manager.getRepository(ENROLMENT);
    await enrolments.update({ responderId, usedAt: IsNull() }, { usedAt: now });
    const row = { codeHash: hashOf(code), organisationId, responderId, expiresAt };
    await enrolments.insert({ ...row, createdAt: now, usedAt: null });
  });
}

/**
 * Signed-in phones of other people that have a push address, whatever their organisation. Until
 * the end of the transaction nobody else asks the same.
 */
export async function otherHolders(
  manager: EntityManager,
  asked: { readonly address: string; readonly responderId: string; readonly now: Instant },
): Promise<readonly DeviceRow[]> {
  const { address, responderId, now } = asked;
  await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [address]);
  return manager
    .getRepository(DEVICE)
    .createQueryBuilder('d')
    .where('d.push_token = :address AND d.responder_id <> :responderId')
    .andWhere('d.ended_at IS NULL AND d.token_expires_at > :now')
    .setParameters({ address, responderId, now: new Date(now) })
    .getMany();
}

/**
 * Takes an address from whatever phone has it: it is one phone's, and nobody who had that phone
 * before is rung on it.
 *
 * @param goneAt when its provider called it gone; left out where it only moves
 */
export async function forgetAddress(
  manager: EntityManager,
  pushToken: string,
  goneAt?: Instant,
): Promise<void> {
  await manager
    .createQueryBuilder()
    .update(DEVICE)
    .set(goneAt === undefined ? { pushToken: null } : { pushToken: null, pushGoneAt: goneAt })
    .where('push_token = :pushToken')
    .setParameters({ pushToken })
    .execute();
}
