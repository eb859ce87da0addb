import { acrossOrganisations, makePool, type DatabaseFailed } from '#adapters/postgres/transaction';
import { until } from '../support/clients';
import { startManyServices } from '../support/many-services';

const STARTED_WITHIN_MS = 120_000;

describe('a database with a synchronous standby', () => {
  it(
    'is written to on whichever server takes writes, before and after a fail-over',
    async () => {
      const services = await startManyServices('--standby');
      const options = { max: 3, onError: () => undefined };
      const pool = makePool(services.databaseUrl, options);
      const owner = makePool(services.databaseOwnerUrl, options);
      const [, first = ''] = /@[^:]+:(\d+),/.exec(services.databaseUrl) ?? [];
      const portNow = async (): Promise<string> => {
        const { rows } = await pool.query<{ port: number; standby: boolean }>(
          'SELECT inet_server_port() AS port, pg_is_in_recovery() AS standby',
        );
        expect(rows[0]?.standby).toBe(false);
        return String(rows[0]?.port);
      };
      await owner.query('CREATE TABLE kept (n int); GRANT ALL ON kept TO closeby_app');
      expect(await portNow()).toBe(first);
      await Promise.all([1, 2, 3].map((n) => pool.query('INSERT INTO kept VALUES ($1)', [n])));

      await services.promote();
      const after = await until(() => portNow().catch(() => false as const), 'a new primary');
      expect(after).not.toBe(first);
      await pool.query('INSERT INTO kept VALUES (4)');
      const { rows } = await pool.query('SELECT n FROM kept ORDER BY n');
      expect(rows).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }]);
      await Promise.all([pool.end(), owner.end(), services.stop()]);
    },
    STARTED_WITHIN_MS,
  );

  it(
    'acknowledges nothing that the standby does not have, even when its wait is cancelled',
    async () => {
      const services = await startManyServices('--standby');
      const options = { max: 1, onError: () => undefined };
      const owner = makePool(services.databaseOwnerUrl, options);
      await owner.query('CREATE TABLE kept (n int); GRANT ALL ON kept TO closeby_app');
      await services.stopStandby();
      const [pool, other] = [
        makePool(services.databaseUrl, options),
        makePool(services.databaseUrl, options),
      ];
      const insert = { text: 'INSERT INTO kept VALUES (1)', values: [] };
      const failed = acrossOrganisations(pool, (tx) => tx.rows(insert)).then(
        () => null,
        (error: unknown) => error as DatabaseFailed,
      );
      await until(async () => {
        const { rowCount } = await other.query(
          "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'",
        );
        return rowCount === 1;
      }, 'commit that waits');
      expect((await failed)?.code).toBe('not-replicated');
      await Promise.all([pool.end(), other.end(), owner.end(), services.stop()]);
    },
    STARTED_WITHIN_MS,
  );
});
