import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { HeadsFile } from '#adapters/audit-heads/signed-heads';
import { NOW, realIds, World } from '#adapters/conformance/world';
import { PostgresStore } from '#adapters/postgres/store';
import type { AuditEntry } from '#flow/ports';
import { verifyAudit } from '../support/audit-verify';
import { makeDatabase, type TestDatabase } from '../support/database';
import { testVault } from '../support/vault';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');

jest.setTimeout(60_000);

describe('npm run audit:verify', () => {
  let database: TestDatabase;
  let store: PostgresStore;
  let world: World;
  let folder: string;
  let heads: string;

  beforeAll(async () => {
    database = await makeDatabase();
    const clock = { now: () => NOW, stretch: (ms: number) => ms };
    store = await PostgresStore.connect({
      url: database.appUrl,
      clock,
      ids: realIds,
      vault: testVault(),
      onError: () => undefined,
      connectionsMax: 3,
    });
    folder = await mkdtemp(join(tmpdir(), 'closeby-audit-'));
  });
  afterAll(async () => {
    await store.close();
    await database.drop();
    await rm(folder, { recursive: true });
  });

  /** One more organisation with nine entries, of which the seventh was the newest once signed. */
  beforeEach(async () => {
    await owner('TRUNCATE audit_entry, audit_head');
    world = await World.make(store);
    heads = join(folder, randomUUID());
    await append(7);
    await sign();
    await append(2);
  });

  const append = (count: number): Promise<void> =>
    store.auditLog.append(Array.from({ length: count }, () => entry()));

  const entry = (): AuditEntry => ({
    organisationId: world.organisationId,
    at: NOW,
    actor: { role: 'dispatcher', id: randomUUID() },
    action: 'readIncident',
    subject: { kind: 'incident', id: randomUUID() },
    outcome: 'done',
    detail: { status: 200 },
  });

  const sign = async (): Promise<void> => {
    const file = await HeadsFile.open(heads, privateKey);
    await file.write(await store.auditLog.heads(), NOW);
  };

  /** Whoever owns the database may do anything, once the triggers are out of the way. */
  async function owner(...statements: readonly string[]): Promise<void> {
    const client = new Client({ connectionString: database.ownerUrl });
    await client.connect();
    await client.query('ALTER TABLE audit_entry DISABLE TRIGGER USER');
    for (const statement of statements) await client.query(statement);
    await client.query('ALTER TABLE audit_entry ENABLE TRIGGER USER');
    await client.end();
  }

  const verify = (...args: readonly string[]) =>
    verifyAudit(database.appUrl, '--heads', heads, ...args);

  const bad = (seq: number, why: string) => ({
    code: 1,
    out: expect.stringMatching(
      new RegExp(`^AUDIT rows=\\d+ .* first_bad=${world.organisationId}/${seq} why=${why}$`),
    ) as string,
  });

  it('#72 says that nothing is bad, with how much was looked at', async () => {
    const other = world;
    world = await World.make(store);
    await append(3);
    await sign();
    expect(other.organisationId).not.toBe(world.organisationId);
    expect(await verify()).toEqual({
      code: 0,
      out: 'AUDIT rows=12 organisations=2 heads=3 first_bad=none',
    });
  });

  it('#72 names the row whose text was changed, or whose columns were', async () => {
    await owner(
      `UPDATE audit_entry SET canonical = replace(canonical, '200', 'zzz') WHERE seq = 4`,
    );
    expect(await verify()).toEqual(bad(4, 'altered'));
    await owner(
      `UPDATE audit_entry SET canonical = replace(canonical, 'zzz', '200'), action = 'nothing'
       WHERE seq IN (4, 8)`,
    );
    expect(await verify()).toEqual(bad(4, 'columns-differ'));
  });

  it('#72 names the row that was deleted, and the first of two that changed places', async () => {
    const swap = `UPDATE audit_entry a SET canonical = b.canonical, hash = b.hash, at = b.at,
        actor_id = b.actor_id, subject_id = b.subject_id
      FROM (SELECT * FROM audit_entry) b WHERE a.seq + b.seq = 11 AND a.seq IN (5, 6)`;
    await owner(swap);
    expect(await verify()).toEqual(bad(5, 'altered'));
    await owner(swap, 'DELETE FROM audit_entry WHERE seq = 3');
    expect(await verify()).toEqual(bad(3, 'missing'));
  });

  it('#72 names the first that is gone from the end, also with a head that fits', async () => {
    await owner('DELETE FROM audit_entry WHERE seq > 6');
    expect(await verify()).toEqual(bad(7, 'missing'));
    const back = `UPDATE audit_head h SET seq = 6, hash = e.hash
      FROM audit_entry e WHERE e.seq = 6`;
    await owner(back);
    expect(await verify()).toEqual(bad(7, 'missing'));
  });

  it('#72 tells a chain that was written anew as a whole by the heads outside', async () => {
    const { organisationId } = world;
    await owner('TRUNCATE audit_entry, audit_head');
    await append(9);
    expect(await verify()).toEqual(bad(7, 'head-differs'));
    await owner(`DELETE FROM audit_entry`, 'DELETE FROM audit_head');
    expect((await verify()).out).toContain(`first_bad=${organisationId}/1 why=missing`);
  });

  it('#72 believes no head that somebody else signed, and no line that is none', async () => {
    const trusted = join(folder, `${randomUUID()}.pem`);
    await writeFile(trusted, publicKey.export({ type: 'spki', format: 'pem' }));
    expect((await verify('--public-key', trusted)).code).toBe(0);
    const forger = await HeadsFile.open(heads, generateKeyPairSync('ed25519').privateKey);
    await forger.write(await store.auditLog.heads(), NOW);
    expect(await verify('--public-key', trusted)).toEqual(bad(9, 'signature'));
    await writeFile(heads, `${(await readFile(heads, 'utf8')).split('\n')[0] ?? ''}\n`);
    await appendFile(heads, 'nothing\n');
    expect((await verify()).out).toMatch(/first_bad=heads\/2 why=unreadable$/);
  });

  it('#72 the server itself has no right to change, delete or write an entry', async () => {
    const client = new Client({ connectionString: database.appUrl });
    await client.connect();
    await client.query(`SET closeby.organisation_id = '${world.organisationId}'`);
    for (const statement of [
      `UPDATE audit_entry SET action = 'nothing'`,
      'DELETE FROM audit_entry',
      'TRUNCATE audit_entry',
      'INSERT INTO audit_entry SELECT * FROM audit_entry',
      'UPDATE audit_head SET seq = 1',
      'DELETE FROM audit_head',
    ]) {
      await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' });
    }
    await client.end();
  });

  it('#72 not even the owner changes an entry while the trigger stands', async () => {
    const client = new Client({ connectionString: database.ownerUrl });
    await client.connect();
    for (const statement of [
      `UPDATE audit_entry SET action = 'nothing'`,
      'DELETE FROM audit_entry',
      'TRUNCATE audit_entry',
    ]) {
      await expect(client.query(statement)).rejects.toThrow('table audit_entry is append-only');
    }
    await client.end();
  });
});
