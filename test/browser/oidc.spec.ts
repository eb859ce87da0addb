import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AccountView, SessionList } from '#contracts/account-api';
import type { SignedInView } from '#contracts/sign-in-api';
import type { Browser, Page } from 'playwright-core';
import { account } from '../support/clients';
import { startServer, type TestServer } from '../support/server';
import { slugOf } from '../support/staff';
import { launchChromium } from './chromium';

const PROVIDER = join(process.cwd(), 'test/support/oidc-provider.mjs');
const CLIENT = { clientId: 'closeby', clientSecret: 'a secret of tests' };
const CALLBACK = '/v1/sign-in/oidc/callback';
const WITHIN_MS = 20_000;

/** A real provider in a process of its own. */
class RealProvider {
  private constructor(
    readonly issuer: string,
    private readonly child: ChildProcess,
    private readonly lines: Interface,
  ) {}

  static async start(): Promise<RealProvider> {
    const child = spawn(process.execPath, [PROVIDER], { stdio: ['pipe', 'pipe', 'ignore'] });
    const lines = createInterface({ input: child.stdout });
    const [issuer] = (await once(lines, 'line')) as [string];
    return new RealProvider(issuer, child, lines);
  }

  async serve(redirectUri: string): Promise<void> {
    const ready = once(this.lines, 'line');
    this.child.stdin?.write(`${JSON.stringify({ ...CLIENT, redirectUri, verifies: true })}\n`);
    await ready;
  }

  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.stdin?.end();
    await ended;
  }
}

describe('sign-in by a provider of OpenID Connect', () => {
  const folder = mkdtempSync(join(tmpdir(), 'closeby-oidc-'));
  let provider: RealProvider;
  /** Knows the organisation before its provider is configured. */
  let first: TestServer;
  let server: TestServer;
  let browser: Browser;
  let slug = '';

  beforeAll(async () => {
    provider = await RealProvider.start();
    browser = await launchChromium({ drawsMaps: false });
    first = await startServer();
    slug = await slugOf(first);
    const file = join(folder, 'providers.json');
    const one = { organisation: slug, name: 'Example ID', issuer: provider.issuer, ...CLIENT };
    writeFileSync(file, JSON.stringify([one]));
    server = await startServer({ beside: first, env: { OIDC_FILE: file } });
    await provider.serve(`${server.url}${CALLBACK}`);
  }, 90_000);

  afterAll(async () => {
    await browser.close();
    await server.stop();
    await provider.stop();
    await first.stop();
    rmSync(folder, { recursive: true });
  });

  async function anAccount(email: string): Promise<AccountView> {
    const message = { displayName: 'Sam Example', email, role: 'dispatcher' };
    return (await server.supervisor().post<AccountView>('/v1/accounts', message)).body;
  }

  async function aPage(): Promise<Page> {
    const context = await browser.newContext();
    context.setDefaultTimeout(WITHIN_MS);
    // The provider's page asks the world for a typeface.
    await context.route(/^https?:\/\/(?!127\.0\.0\.1)/, (route) => route.abort());
    return context.newPage();
  }

  /** Cookies of the server; the provider's are beside them, since cookies know no ports. */
  async function ownCookies(page: Page) {
    const all = await page.context().cookies(`${server.url}/v1/session`);
    return all.filter(({ name }) => name.startsWith('closeby_'));
  }

  /** From the console's page to the provider, through its sign-in and consent, and back. */
  async function signInAs(page: Page, email: string): Promise<void> {
    await page.goto(`${server.url}/console/?organisation=${slug}`);
    await page.locator('[data-test="oidc"]').click();
    await page.locator('input[name="login"]').fill(email);
    await page.locator('input[name="password"]').fill('whatever');
    await page.locator('button[type="submit"]').click();
    await page.locator('button[type="submit"]', { hasText: 'Continue' }).click();
    await page.waitForURL(/\/console\//);
  }

  it('signs a dispatcher in on the console page, and binds the account to it', async () => {
    const email = `${randomUUID()}@example.org`;
    const made = await anAccount(email);
    const page = await aPage();
    const refreshed = page.waitForResponse(
      (response) => response.url().endsWith('/v1/session/refresh') && response.status() === 200,
    );
    await signInAs(page, email.toUpperCase());
    const signedIn = (await (await refreshed).json()) as SignedInView;
    expect(signedIn.account).toMatchObject({ id: made.id, role: 'dispatcher' });
    await page.locator('[data-test="sign-in"]').waitFor({ state: 'detached' });
    expect(page.url()).not.toMatch(/code=|state=/);
    expect(await ownCookies(page)).toMatchObject([
      { name: 'closeby_refresh', httpOnly: true, sameSite: 'Strict', path: '/v1/session' },
    ]);
    expect(await page.evaluate('document.cookie')).toBe('');
    const sessions = await account(server.url, signedIn.accessToken).get<SessionList>(
      '/v1/account/sessions',
    );
    expect(sessions.body.sessions).toMatchObject([{ signedInBy: 'oidc', current: true }]);
    await page.context().close();
  }, 60_000);

  it('makes no account for whoever has none, and says so on the page', async () => {
    const page = await aPage();
    await signInAs(page, `${randomUUID()}@example.org`);
    expect(page.url()).toContain('sign-in=refused');
    expect(await ownCookies(page)).toEqual([]);
    await page.context().close();
  }, 60_000);

  it('takes an answer of the provider only once, and only in the browser that asked', async () => {
    const email = `${randomUUID()}@example.org`;
    await anAccount(email);
    const page = await aPage();
    const callback = page.waitForRequest((request) => request.url().includes(CALLBACK));
    await signInAs(page, email);
    const answer = (await callback).url();
    const replayed = await fetch(answer, { redirect: 'manual' });
    expect(replayed.headers.get('location')).toBe('/console/?sign-in=refused');
    await page.context().close();

    const victim = await aPage();
    const started = await fetch(`${server.url}/v1/sign-in/oidc/start?organisation=${slug}`, {
      redirect: 'manual',
    });
    const state = new URL(started.headers.get('location') ?? '').searchParams.get('state') ?? '';
    const query = new URLSearchParams({ state, code: 'x', iss: provider.issuer });
    await victim.goto(`${server.url}${CALLBACK}?${query.toString()}`);
    expect(victim.url()).toContain('sign-in=refused');
    await victim.context().close();
  }, 60_000);
});
