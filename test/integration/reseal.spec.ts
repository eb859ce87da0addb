import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { RandomIds } from '#adapters/clock/random-ids';
import { resealAll } from '#adapters/postgres/reseal';
import { PostgresStore } from '#adapters/postgres/store';
import { AesVault } from '#adapters/vault/aes-vault';
import { makeDatabase } from '../support/database';

const PHONE = '+17575550188';
const EMAIL = 'Robin@reseal.example';
type Keys = [Uint8Array, ...Uint8Array[]];

test('people are found before, amid and after a change of keys; the old key may go', async () => {
  const database = await makeDatabase();
  const owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const [old, fresh] = [randomBytes(32), randomBytes(32)];
  const organisationId = randomUUID();
  const withKeys = async <T>(
    keys: Keys,
    work: (store: PostgresStore, vault: AesVault) => Promise<T>,
  ) => {
    const vault = new AesVault(keys);
    const store = await PostgresStore.connect({
      url: database.appUrl,
      clock: { now: () => Date.now(), stretch: (ms: number) => ms },
      ...{ ids: new RandomIds(), vault, connectionsMax: 2 },
      onError: (error) => expect(error).toBeUndefined(),
    });
    return work(store, vault).finally(() => store.close());
  };
  const found = async (store: PostgresStore) => {
    const [sender] = await store.replies.senders(PHONE, Date.now());
    const id = sender?.responderId ?? '';
    const byMail = { kind: 'email', address: EMAIL.toLowerCase() } as const;
    expect(await store.reach.holderOf(organisationId, byMail)).toBe(id);
    return store.reach.reachOf(organisationId, id);
  };
  const here = { displayName: 'Robin', phone: PHONE, email: EMAIL };
  const [keyId, secretId] = [randomUUID(), randomUUID()];
  const secretOf = async (vault: AesVault) => {
    const { rows } = await owner.query<{ sealed: Buffer }>('SELECT sealed FROM signing_secret');
    const sealed = rows[0]?.sealed ?? Buffer.alloc(0);
    return Buffer.from(vault.open(sealed, `signing-secret ${secretId}`)).toString();
  };
  try {
    await withKeys([old], async (store, vault) => {
      const now = Date.now();
      const policyName = 'nearest-10';
      await store.people.addOrganisation({
        ...{ id: organisationId, slug: 'a', name: 'A', timeZone: 'UTC', area: null, policyName },
      });
      const { responder } = await store.people.putResponder(
        organisationId,
        {
          ...{ externalRef: 'p-1', ...here, testPhone: false, disabled: false, credentials: [] },
          ...{ travelMode: 'foot', tier: 'home', language: 'en' },
        },
        now,
      );
      const digest = vault.digest(`proven phone ${PHONE}`);
      const { id: responderId } = responder;
      const proof = { organisationId, responderId, kind: 'phone', digest, provenAt: now } as const;
      await store.registrations.prove(proof);
      const key = { id: keyId, organisationId, role: 'control', label: 'c', secret: 's' } as const;
      await store.people.addKey({ ...key, now });
      const sealed = vault.seal(Buffer.from('whsec'), `signing-secret ${secretId}`);
      await owner.query(
        `INSERT INTO signing_secret (id, organisation_id, key_id, sealed, created_at)
          VALUES ($1, $2, $3, $4, now())`,
        [secretId, organisationId, keyId, sealed],
      );
      expect(await found(store)).toMatchObject(here);
    });
    await withKeys([fresh, old], async (store, vault) => {
      expect(await found(store)).toMatchObject(here);
      // Two at once, as beside running servers: each row is done by one of them.
      const runs = await Promise.all([1, 2].map(() => resealAll(store.pools, vault)));
      const total = (what: string) =>
        runs.flat().reduce((sum, one) => sum + (one.what === what ? one.changed : 0), 0);
      const kinds = ['person-keys', 'addresses', 'proven-addresses', 'signing-secrets'];
      expect(kinds.map(total)).toEqual([1, 1, 1, 1]);
      const again = await resealAll(store.pools, vault);
      expect(again.reduce((sum, { changed }) => sum + changed, 0)).toBe(0);
      expect(await found(store)).toMatchObject(here);
    });
    await withKeys([fresh], async (store, vault) => {
      const reach = await found(store);
      expect(reach).toMatchObject(here);
      const proofs = await store.registrations.proofsOf(organisationId, reach?.responderId ?? '');
      const digest = Buffer.from(vault.digest(`proven phone ${PHONE}`)).toString('hex');
      expect(proofs.map((one) => Buffer.from(one.digest).toString('hex'))).toEqual([digest]);
      expect(await secretOf(vault)).toBe('whsec');
    });
    await expect(withKeys([old], found)).rejects.toThrow();
  } finally {
    await owner.end();
    await database.drop();
  }
});
