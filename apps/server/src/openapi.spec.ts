import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Parser } from '@asyncapi/parser';
import { BODY_EXAMPLES } from '#contracts/openapi-examples';
import { allRoutes } from '#contracts/routes';
import { documents, packageTypes } from './generate';
import { RELEASE } from './release';

/** Errors and warnings; the parser's remarks have higher numbers. */
const SERIOUS = new Set<number>([0, 1]);
const ROOT = join(__dirname, '../../..');

describe('documents of the interface', () => {
  it.each([...documents()])('%s is committed as the schemas say it', (name, text) => {
    expect(readFileSync(join(ROOT, name), 'utf8')).toBe(text);
  });

  it('has types for scripts that are committed as the documents say it', async () => {
    const types = await packageTypes();
    const drifted = [...types].filter(
      ([name, text]) => readFileSync(join(ROOT, name), 'utf8') !== text,
    );
    expect(drifted.map(([name]) => name)).toEqual([]);
  });

  it('carries the version of the package', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      version: string;
    };
    expect(RELEASE).toBe(version);
    const forScripts = readFileSync(join(ROOT, 'packages/closeby/package.json'), 'utf8');
    expect(JSON.parse(forScripts)).toMatchObject({ version });
  });

  it('asyncapi.json is valid AsyncAPI', async () => {
    const { diagnostics } = await new Parser().parse(documents().get('asyncapi.json') ?? '');
    const errors = diagnostics.filter((each) => SERIOUS.has(each.severity));
    expect(errors.map((each) => `${each.path.join('.')}: ${each.message}`)).toEqual([]);
  });

  it.each(allRoutes().filter(([, route]) => route.body !== undefined))(
    'shows a request of %s that its own schema reads',
    (id, route) => {
      const parsed = route.body?.safeParse(BODY_EXAMPLES[id]);
      expect(parsed?.error?.issues ?? []).toEqual([]);
    },
  );
});
