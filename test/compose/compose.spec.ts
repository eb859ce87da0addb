import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';

interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

interface ComposeFile {
  readonly services: Readonly<Record<string, Service>>;
  readonly configs: Readonly<Record<string, { readonly content: string }>>;
}

const ROOT = join(__dirname, '../..');
const text = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

function readCompose(source: string): ComposeFile {
  return parse(source, { merge: true }) as ComposeFile;
}

function complaints(file: unknown): readonly string[] {
  const schema = JSON.parse(text('test/compose/compose-spec.json')) as Record<string, unknown>;
  // The schema names its dialect by an address that ajv knows under another spelling only.
  delete schema['$schema'];
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv, ['duration']);
  const valid = ajv.compile(schema);
  return valid(file) ? [] : (valid.errors ?? []).map((e) => `${e.instancePath} ${e.message ?? ''}`);
}

const source = text('docker-compose.yml');
const compose = readCompose(source);

function service(name: string): Service {
  const found = compose.services[name];
  if (found === undefined) throw new Error(`docker-compose.yml has no service ${name}`);
  return found;
}

describe('docker-compose.yml', () => {
  it('keeps to the schema of the Compose Specification', () => {
    expect(complaints(compose)).toEqual([]);
  });

  it.each([
    ['a misspelt key', 'stop_grace_period:', 'stop_grace_time:'],
    ['a misspelt condition', 'condition: service_healthy', 'condition: healthy'],
    ['a service without a name', '  worker:\n', '  "wor ker":\n'],
  ])('the schema would notice %s', (_what, right, wrong) => {
    expect(source).toContain(right);
    expect(complaints(readCompose(source.replaceAll(right, wrong)))).not.toEqual([]);
  });

  it('runs the api and the worker from one image, after the migrations', () => {
    expect(service('server').environment?.['ROLE']).toBe('api');
    expect(service('worker').environment?.['ROLE']).toBe('worker');
    for (const name of ['server', 'worker']) {
      expect(service(name)).toMatchObject({ build: '.', image: 'closeby' });
      expect(service(name).depends_on).toEqual({
        migrate: { condition: 'service_completed_successfully' },
        postgres: { condition: 'service_healthy' },
        redis: { condition: 'service_healthy' },
      });
    }
  });

  it('what runs on is looked after by a healthcheck', () => {
    const lasting = Object.keys(compose.services).filter((name) => name !== 'migrate');
    expect(lasting).toEqual(['server', 'worker', 'postgres', 'redis']);
    for (const name of lasting) expect(service(name).healthcheck?.test.length).toBeGreaterThan(1);
  });

  it('no secret has a default, and none is written down', () => {
    const secrets = [...source.matchAll(/\$\{(\w*PASSWORD)([^}]*)\}/g)];
    expect(secrets.length).toBeGreaterThan(4);
    for (const [, , rest] of secrets) expect(rest).toMatch(/^:\?/);
    expect(source).not.toMatch(/PASSWORD:\s+[\w'"]/);
  });

  it('the server cannot act as the owner of the database, and has no demo keys', () => {
    for (const name of ['server', 'worker']) {
      const environment = service(name).environment ?? {};
      expect(JSON.stringify(environment)).not.toMatch(/owner/i);
      expect(environment['NODE_ENV']).toBe('production');
      expect(environment).not.toHaveProperty('DEMO_KEYS');
    }
    expect(service('migrate').environment?.['DATABASE_OWNER_URL']).toContain('closeby_owner:');
  });

  it('Redis keeps an append-only file and asks for a password', () => {
    expect(compose.configs['redis']?.content).toMatch(/^appendonly yes$/m);
    expect(compose.configs['redis']?.content).toMatch(/^requirepass /m);
  });

  it('npm start uses the same images where it finds nothing but a Docker engine', () => {
    const images = [...text('scripts/services/docker.mjs').matchAll(/_IMAGE = '([^']+)'/g)];
    expect(images.map(([, image]) => image).sort()).toEqual(
      [service('postgres').image, service('redis').image].sort(),
    );
  });
});

describe('Dockerfile', () => {
  it('builds with the commands of package.json and does not run as root', () => {
    const dockerfile = text('Dockerfile');
    expect(dockerfile).toMatch(/^RUN npm ci /m);
    expect(dockerfile).toMatch(/^RUN npm run build /m);
    expect(dockerfile).toMatch(/^USER node$/m);
  });
});

describe('continuous integration', () => {
  it('calls npm test and nothing that could hide a part of it', () => {
    const lines = text('.ci/run').split('\n');
    const commands = lines.filter((line) => line !== '' && !line.startsWith('#'));
    expect(commands).toEqual([
      'set -euo pipefail',
      'cd "$(dirname "${BASH_SOURCE[0]}")/.."',
      'exec npm test',
    ]);
  });

  it('runs on every Node that is supported', () => {
    const workflow = parse(text('.github/workflows/ci.yml')) as {
      jobs: { test: { strategy: { matrix: { node: number[] } }; steps: { run?: string }[] } };
    };
    expect(workflow.jobs.test.strategy.matrix.node).toEqual([20, 22, 24]);
    expect(workflow.jobs.test.steps.flatMap(({ run }) => run ?? [])).toEqual(['.ci/run']);
  });
});
