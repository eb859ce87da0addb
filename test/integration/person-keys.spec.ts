import { randomUUID } from 'node:crypto';
import { RandomIds } from '#adapters/clock/random-ids';
import { makeDataSource } from '#adapters/postgres/data-source';
import { PersonKeys } from '#adapters/postgres/person-keys';
import { PostgresStore } from '#adapters/postgres/store';
import { MIGRATIONS } from '#migrations/index';
import { Privacy1700000000011 } from '#migrations/0011-privacy';
import { makeEmptyDatabase } from '../support/database';
import { testVault } from '../support/vault';

/** A name, number and address that stand nowhere else. */
const NAME = 'Quentin Canaryfeather';
const PHONE = '+17575550142';
const EMAIL = 'Quentin@canary.example';

function connect(url: string): Promise<PostgresStore> {
  const clock = { now: () => Date.now(), stretch: (ms: number) => ms };
  const onError = (error: Error) => expect(error).toBeUndefined();
  return PostgresStore.connect({ url, clock, ids: new RandomIds(), vault: testVault(), onError });
}

test('people from before are sealed by the first server that starts, and are found', async () => {
  const database = await makeEmptyDatabase();
  const settings = '-c closeby.purpose=maintenance';
  const owner = await makeDataSource(database.ownerUrl, settings).initialize();
  const runner = owner.createQueryRunner();
  const [organisationId, id] = [randomUUID(), randomUUID()];
  try {
    const until = MIGRATIONS.findIndex((each) => each === Privacy1700000000011);
    for (const Migration of MIGRATIONS.slice(0, until)) await new Migration().up(runner);
    await owner.query(
      `INSERT INTO organisation (id, slug, name, time_zone, policy_name)
        VALUES ($1, 'a', 'A', 'UTC', 'nearest-10')`,
      [organisationId],
    );
    await owner.query(
      `INSERT INTO responder (id, organisation_id, external_ref, display_name, test_phone, phone,
        email, updated_at) VALUES ($1, $2, 'p-1', $3, false, $4, $5, now())`,
      [id, organisationId, NAME, PHONE, EMAIL],
    );
    for (const Migration of MIGRATIONS.slice(until)) await new Migration().up(runner);
    const store = await connect(database.appUrl);
    const [row]: { plain: string; people: string }[] = await owner.query(
      `SELECT (SELECT count(*) FROM plain_person) AS plain,
        (SELECT string_agg(to_jsonb(r)::text, '') FROM responder r) AS people`,
    );
    expect(row?.plain).toBe('0');
    const hex = (text: string) => Buffer.from(text).toString('hex');
    for (const secret of [NAME, PHONE, EMAIL]) {
      expect(row?.people).not.toContain(secret);
      expect(row?.people).not.toContain(hex(secret));
    }
    const reach = await store.reach.reachOf(organisationId, id);
    expect(reach).toMatchObject({ displayName: NAME, phone: PHONE, email: EMAIL });
    const [candidate] = await store.people.candidates(organisationId, [id]);
    expect(candidate?.responder).toMatchObject({
      displayName: NAME,
      channels: ['sms', 'voice', 'email'],
    });
    expect(await store.replies.senders(PHONE, Date.now())).toMatchObject([{ responderId: id }]);
    await store.close();
  } finally {
    await owner.destroy();
    await database.drop();
  }
});

test('opening two hundred people takes less than a millisecond once they are known', () => {
  const keys = new PersonKeys(testVault());
  const rows = Array.from({ length: 200 }, () => {
    const id = randomUUID();
    const sealedKey = keys.newKey(id);
    const identity = keys.seal(id, sealedKey, { displayName: NAME, phone: PHONE, email: null });
    return { id, identity, sealedKey };
  });
  const openAll = (): number => {
    const began = performance.now();
    for (const row of rows) keys.open(row);
    return performance.now() - began;
  };
  const coldMs = openAll();
  const warmMs = Math.min(...Array.from({ length: 20 }, openAll));
  process.stderr.write(
    `PERSON_KEYS people=200 cold_ms=${coldMs.toFixed(2)} warm_ms=${warmMs.toFixed(2)}\n`,
  );
  expect(warmMs).toBeLessThan(1);
});

test('a row moved to another person, or whose key is shredded, opens no more', () => {
  const keys = new PersonKeys(testVault());
  const [mine, theirs] = [randomUUID(), randomUUID()];
  const sealedKey = keys.newKey(mine);
  const identity = keys.seal(mine, sealedKey, { displayName: NAME, phone: null, email: null });
  expect(() => keys.open({ id: theirs, identity, sealedKey })).toThrow();
  expect(keys.open({ id: mine, identity, sealedKey: null }).displayName).toBe('(erased)');
});
