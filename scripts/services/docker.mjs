/** The services as containers, for machines that have a running Docker engine and nothing else. */
import { capture, must, waitUntil } from '../lib/processes.mjs';
import { withProgress } from '../lib/terminal.mjs';

/** The same images as in docker-compose.yml. */
export const POSTGRES_IMAGE = 'postgis/postgis:16-3.4';
export const REDIS_IMAGE = 'redis:7.4-alpine';

const START_DEADLINE_MS = 120_000;

/** Whether a Docker engine answers. */
export async function hasDocker() {
  const { code } = await capture('docker', ['info', '--format', '{{.ServerVersion}}']);
  return code === 0;
}

/**
 * Starts PostgreSQL with PostGIS in a container named `${place.name}-postgres` and resolves
 * `{ port, psql(database, sql) }`. Data stays in a volume of that name unless `place.throwaway`.
 */
export async function startPostgresContainer(place, secrets) {
  const name = `${place.name}-postgres`;
  const storage = place.throwaway
    ? ['--tmpfs', '/var/lib/postgresql/data']
    : ['-v', `${name}:/var/lib/postgresql/data`];
  const env = ['-e', 'POSTGRES_PASSWORD'];
  const settings = place.throwaway ? ['-c', 'fsync=off', '-c', 'full_page_writes=off'] : [];
  const port = await run(place, name, {
    args: [...storage, ...env, POSTGRES_IMAGE, 'postgres', ...settings],
    env: { POSTGRES_PASSWORD: secrets.superuser },
    innerPort: 5432,
  });
  const psql = async (database, sql) => {
    const args = ['exec', '-i', '-e', 'PGPASSWORD', name, 'psql', '-X', '-q', '-At'];
    args.push('-v', 'ON_ERROR_STOP=1', '-h', '127.0.0.1', '-U', 'postgres', '-d', database);
    const env = { ...process.env, PGPASSWORD: secrets.superuser };
    return (await must('docker', [...args, '-f', '-'], { input: sql, env })).stdout;
  };
  await untilAnswers('PostgreSQL', place, () => psql('postgres', 'SELECT 1'));
  return { port, psql };
}

/** Starts Redis in a container named `${place.name}-redis` and resolves its port. */
export async function startRedisContainer(place, secrets) {
  const name = `${place.name}-redis`;
  const storage = place.throwaway ? [] : ['-v', `${name}:/data`];
  const appendOnly = place.throwaway ? 'no' : 'yes';
  const port = await run(place, name, {
    args: [...storage, '-e', 'REDISCLI_AUTH', REDIS_IMAGE, 'sh', '-c'].concat(
      `exec redis-server --requirepass "$REDISCLI_AUTH" --save "" --appendonly ${appendOnly}`,
    ),
    env: { REDISCLI_AUTH: secrets.password },
    innerPort: 6379,
  });
  await untilAnswers('Redis', place, async () => {
    const { stdout } = await must('docker', ['exec', name, 'redis-cli', 'PING']);
    if (stdout.trim() !== 'PONG') throw new Error(stdout);
  });
  return port;
}

/** Starts a container that is removed when the command ends, and resolves its port here. */
async function run(place, name, { args, env, innerPort }) {
  await capture('docker', ['rm', '-f', name]);
  place.guard.container(name);
  const base = ['run', '-d', '--rm', '--name', name, '-p', `127.0.0.1::${innerPort}`];
  await withProgress(
    `docker run ${name}`,
    () => must('docker', [...base, ...args], { env: { ...process.env, ...env } }),
    place.log,
  );
  const { stdout } = await must('docker', ['port', name, `${innerPort}/tcp`]);
  return Number(/127\.0\.0\.1:(\d+)/.exec(stdout)?.[1]);
}

async function untilAnswers(what, place, question) {
  const answers = () =>
    question().then(
      () => true,
      () => false,
    );
  const waited = () => waitUntil(answers, { deadlineMs: START_DEADLINE_MS, everyMs: 250 });
  const ready = await withProgress(`waiting for ${what} in its container`, waited, place.log);
  if (!ready) throw new Error(`${what} did not answer in its container within two minutes`);
}
