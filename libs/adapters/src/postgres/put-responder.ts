import { In, type DataSource, type EntityManager } from 'typeorm';
import { ok, refuse } from '#core/problem';
import { ALWAYS_AVAILABLE } from '#core/availability';
import { channelsTo } from '#core/channels-to';
import { CREDENTIAL_TABLE, type Responder } from '#core/responder';
import { canMove } from '#core/transition';
import { canonical } from '#adapters/shared/early-messages';
import { mergeCredentials } from '#adapters/shared/merge-credentials';
import type { Ids, PeopleStore, ResponderInput } from '#flow/ports';
import { findResponder, inRegistry, toCredential } from './registry';
import { CREDENTIAL, RESPONDER, type ResponderRow } from './registry-tables';
import { isDuplicate } from './transaction';

type Put = ReturnType<PeopleStore['putResponder']>;

/** Puts a responder under the organisation's own reference, and says what that changed. */
export async function putResponder(
  ports: { readonly dataSource: DataSource; readonly ids: Ids },
  organisationId: string,
  input: ResponderInput & { readonly now: number },
): Put {
  const put = () =>
    inRegistry(ports.dataSource, organisationId, async (manager): Put => {
      const { externalRef } = input;
      const old = await findResponder(manager, { organisationId, externalRef }, input.now);
      const row = await manager.getRepository(RESPONDER).findOneBy({ organisationId, externalRef });
      const { phone = row?.phone ?? null, email = row?.email ?? null } = input;
      const contact = { phone, email };
      const responder = withInput(old, { ...input, organisationId }, ports.ids);
      const reached = { ...responder, channels: channelsWith(responder, row, contact) };
      const same = row !== null && row.phone === contact.phone && row.email === contact.email;
      if (same && canonical(old) === canonical(reached)) {
        return { responder: reached, change: 'unchanged' };
      }
      await store(manager, { responder: reached, contact, old, now: input.now });
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

/** Moves a credential along its table; see `PeopleStore`. */
export function moveCredential(
  dataSource: DataSource,
  input: Parameters<PeopleStore['moveCredential']>[0],
): ReturnType<PeopleStore['moveCredential']> {
  const { organisationId, credentialId, to, now } = input;
  return inRegistry(dataSource, organisationId, async (manager) => {
    const row = await manager.getRepository(CREDENTIAL).findOne({
      where: { id: credentialId, organisationId },
      lock: { mode: 'for_no_key_update' },
    });
    if (row === null) return refuse('not-found', 'There is no such credential.');
    if (row.status !== to && !canMove(CREDENTIAL_TABLE, row.status, to)) {
      return refuse('illegal-step', `A ${row.status} credential cannot become ${to}.`);
    }
    const change = { status: to, updatedAt: now };
    await manager.getRepository(CREDENTIAL).update({ id: credentialId }, change);
    const credential = { ...toCredential(row), status: to };
    return ok({ responderId: row.responderId, credential });
  });
}

function withInput(
  old: Responder | null,
  input: ResponderInput & { readonly organisationId: string; readonly now: number },
  ids: Ids,
): Responder {
  return {
    id: old?.id ?? ids.id(),
    organisationId: input.organisationId,
    externalRef: input.externalRef,
    displayName: input.displayName,
    onDuty: old !== null && old.onDuty && !input.disabled,
    testPhone: input.testPhone,
    disabledAt: input.disabled ? (old?.disabledAt ?? input.now) : null,
    travelMode: input.travelMode,
    tier: input.tier,
    credentials: mergeCredentials(old?.credentials ?? [], input.credentials, () => ids.id()),
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

type Contact = Pick<ResponderRow, 'phone' | 'email'>;

async function store(
  manager: EntityManager,
  put: {
    readonly responder: Responder;
    readonly contact: Contact;
    readonly old: Responder | null;
    readonly now: number;
  },
): Promise<void> {
  const { responder, contact, old, now } = put;
  const { id: responderId, organisationId, externalRef, displayName, onDuty } = responder;
  const { testPhone, disabledAt, travelMode, tier, language, credentials } = responder;
  const person = {
    ...{ id: responderId, organisationId, externalRef, displayName, onDuty, testPhone },
    ...{ disabledAt, travelMode, tier, language, ...contact },
  };
  const people = manager.getRepository(RESPONDER);
  if (old === null) await people.insert({ ...person, updatedAt: now });
  else await people.update({ id: person.id }, { ...person, updatedAt: now });
  const kept = new Set(credentials.map((credential) => credential.id));
  const gone = (old?.credentials ?? []).filter((credential) => !kept.has(credential.id));
  const table = manager.getRepository(CREDENTIAL);
  if (gone.length > 0) await table.delete({ id: In(gone.map((credential) => credential.id)) });
  const rows = credentials.map((credential) => ({
    ...{ ...credential, organisationId, responderId, updatedAt: now },
  }));
  if (rows.length > 0) await table.upsert(rows, ['id']);
}
