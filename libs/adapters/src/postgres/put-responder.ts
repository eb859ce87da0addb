import { In, IsNull, Not, type DataSource, type EntityManager } from 'typeorm';
import { ALWAYS_AVAILABLE } from '#core/availability';
import { channelsTo } from '#core/channels-to';
import type { Responder } from '#core/responder';
import { canonical } from '#adapters/shared/early-messages';
import { mergeCredentials } from '#adapters/shared/merge-credentials';
import type { Ids, PeopleStore, ResponderInput } from '#flow/ports';
import type { Identity, PersonKeys } from './person-keys';
import { PERSON_KEY } from './privacy-tables';
import { findResponder, identitiesOf, inRegistry } from './registry';
import { CREDENTIAL_FILING } from './credential-tables';
import { CREDENTIAL, RESPONDER, type ResponderRow } from './registry-tables';
import { isDuplicate } from './transaction';

type Put = ReturnType<PeopleStore['putResponder']>;

/** Puts a responder under the organisation's own reference, and says what that changed. */
export async function putResponder(
  ports: { readonly dataSource: DataSource; readonly ids: Ids; readonly keys: PersonKeys },
  organisationId: string,
  input: ResponderInput & { readonly now: number },
): Put {
  const put = () =>
    inRegistry(ports.dataSource, organisationId, async (manager): Put => {
      const { externalRef } = input;
      const seen = { now: input.now, keys: ports.keys };
      const old = await findResponder(manager, { organisationId, externalRef }, seen);
      const row = await manager.getRepository(RESPONDER).findOneBy({ organisationId, externalRef });
      const known = await knownContact(manager, row, ports.keys);
      const { phone = known.phone, email = known.email } = input;
      const contact = { phone, email };
      const filed = await filedBy(manager, old);
      const merge = { newId: () => ports.ids.id(), isFiled: (id: string) => filed.has(id) };
      const responder = withInput(old, { ...input, organisationId }, merge);
      const reached = { ...responder, channels: channelsWith(responder, row, contact) };
      const same = row !== null && known.phone === phone && known.email === email;
      if (same && canonical(old) === canonical(reached)) {
        return { responder: reached, change: 'unchanged' };
      }
      await store(manager, { responder: reached, contact, old, ...seen });
      return { responder: reached, change: old === null ? 'added' : 'changed' };
    });
  try {
    return await put();
  } catch (error) {
    // Two first puts at the same moment: the second is a change of the first.
    if (isDuplicate(error, ['responder_external_ref_key'])) return put();
    throw error;
  }
}

function withInput(
  old: Responder | null,
  input: ResponderInput & { readonly organisationId: string; readonly now: number },
  merge: Parameters<typeof mergeCredentials>[2],
): Responder {
  return {
    id: old?.id ?? merge.newId(),
    organisationId: input.organisationId,
    externalRef: input.externalRef,
    displayName: input.displayName,
    onDuty: old !== null && old.onDuty && !input.disabled,
    testPhone: input.testPhone,
    disabledAt: input.disabled ? (old?.disabledAt ?? input.now) : null,
    travelMode: input.travelMode,
    tier: input.tier,
    credentials: mergeCredentials(old?.credentials ?? [], input.credentials, merge),
    equipment: input.equipment ?? old?.equipment ?? [],
    language: input.language,
    availability: old?.availability ?? ALWAYS_AVAILABLE,
    channels: old?.channels ?? [],
  };
}

/** Channels once the addresses are these. */
function channelsWith(
  responder: Responder,
  row: ResponderRow | null,
  contact: Contact,
): Responder['channels'] {
  return channelsTo({
    ofDevices: responder.channels.filter((channel) => !['sms', 'voice', 'email'].includes(channel)),
    hasPhone: contact.phone !== null,
    hasEmail: contact.email !== null,
    declined: row?.declinedChannels ?? [],
  });
}

/** Which of their credentials a person filed themselves. */
async function filedBy(
  manager: EntityManager,
  responder: Responder | null,
): Promise<ReadonlySet<string>> {
  if (responder === null || responder.credentials.length === 0) return new Set();
  const where = { responderId: responder.id, filedAt: Not(IsNull()) };
  const filings = await manager.getRepository(CREDENTIAL_FILING).findBy(where);
  return new Set(filings.map(({ credentialId }) => credentialId));
}

type Contact = Pick<Identity, 'phone' | 'email'>;

async function knownContact(
  manager: EntityManager,
  row: ResponderRow | null,
  keys: PersonKeys,
): Promise<Contact> {
  const known = row === null ? undefined : (await identitiesOf(manager, [row], keys)).get(row.id);
  return known ?? { phone: null, email: null };
}

/**
 * The sealed key of a person, made where they have none yet; to be called once the responder is
 * there.
 *
 * @throws when it was shredded: whoever was erased is never put again
 */
export async function keyOfPerson(
  manager: EntityManager,
  person: { readonly id: string; readonly organisationId: string },
  keys: PersonKeys,
): Promise<Buffer> {
  const table = manager.getRepository(PERSON_KEY);
  const { id: responderId, organisationId } = person;
  const kept = await table.findOneBy({ responderId });
  if (kept === null) {
    const sealedKey = keys.newKey(responderId);
    await table.insert({ responderId, organisationId, sealedKey, shreddedAt: null });
    return sealedKey;
  }
  if (kept.sealedKey === null) throw new Error('this person was erased');
  return kept.sealedKey;
}

async function store(
  manager: EntityManager,
  put: {
    readonly responder: Responder;
    readonly contact: Contact;
    readonly old: Responder | null;
    readonly now: number;
    readonly keys: PersonKeys;
  },
): Promise<void> {
  const { responder, contact, old, now, keys } = put;
  const { id: responderId, organisationId, externalRef, displayName, onDuty } = responder;
  const { testPhone, disabledAt, travelMode, tier, language, credentials } = responder;
  const equipment = [...responder.equipment];
  const person = {
    ...{ id: responderId, organisationId, externalRef, onDuty, testPhone },
    ...{ disabledAt, travelMode, tier, language, equipment },
  };
  const people = manager.getRepository(RESPONDER);
  if (old === null) await people.insert({ ...person, updatedAt: now });
  const sealedKey = await keyOfPerson(manager, responder, keys);
  const sealed = keys.columns(responderId, sealedKey, { displayName, ...contact });
  await people.update({ id: person.id }, { ...person, ...sealed, updatedAt: now });
  const kept = new Set(credentials.map((credential) => credential.id));
  const gone = (old?.credentials ?? []).filter((credential) => !kept.has(credential.id));
  const table = manager.getRepository(CREDENTIAL);
  if (gone.length > 0) await table.delete({ id: In(gone.map((credential) => credential.id)) });
  const rows = credentials.map((credential) => ({
    ...{ ...credential, organisationId, responderId, updatedAt: now },
  }));
  if (rows.length > 0) await table.upsert(rows, ['id']);
}
