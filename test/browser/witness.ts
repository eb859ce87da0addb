import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

const SCREENS_FOLDER = join(process.cwd(), '.closeby', 'screens');
/** Chromium's own word on a request that was refused; the page says it in a sentence. */
const REFUSED_REQUEST = /Failed to load resource: the server responded with a status of 4\d\d/;
/** Chromium on a machine without a graphics card, when a picture is taken of a map. */
const SLOW_PICTURE = /GL Driver Message .*ReadPixels/;
const CUT_OFF = /net::ERR_(FAILED|INTERNET_DISCONNECTED|NETWORK_CHANGED|CONNECTION)/;

export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1280, height: 800 };
export const WIDE = { width: 1440, height: 900 };

/** A page in a browser context of its own, and everything it complained about. */
export interface Witness {
  readonly page: Page;
  /** Errors and warnings of the console, exceptions, and requests to other hosts. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** How a browser is set up; `prepare` is done to it before the page is opened. */
export interface WitnessOptions extends BrowserContextOptions {
  readonly prepare?: (context: BrowserContext) => Promise<unknown>;
}

/** Opens an address and listens from the first byte on. */
export async function open(
  browser: Browser,
  url: string,
  { prepare, ...options }: WitnessOptions,
): Promise<Witness> {
  const context = await browser.newContext(options);
  await prepare?.(context);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    const text = message.text();
    const expected = [REFUSED_REQUEST, CUT_OFF, SLOW_PICTURE].some((one) => one.test(text));
    if (['error', 'warning'].includes(message.type()) && !expected) complaints.push(text);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    const { host } = new URL(request.url());
    if (host !== new URL(url).host) complaints.push(`asked ${request.url()}`);
  });
  await page.goto(url);
  return { page, complaints, close: () => context.close() };
}

/** Pictures of the page as it stands, by day and by night, for people to look at. */
export async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENS_FOLDER, { recursive: true });
  const width = page.viewportSize()?.width ?? 0;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const path = join(SCREENS_FOLDER, `${name}-${width}-${colorScheme}.png`);
    await page.screenshot({ path, fullPage: true });
  }
  await page.emulateMedia({ colorScheme: null });
}

/** Pictures as a phone and as a desk show the page. */
export async function shootBoth(page: Page, name: string): Promise<void> {
  const before = page.viewportSize() ?? WIDE;
  for (const size of [PHONE, WIDE]) {
    await page.setViewportSize(size);
    await shoot(page, name);
  }
  await page.setViewportSize(before);
}

/** The element that tests know by this name. */
export function marked(name: string): string {
  return `[data-test="${name}"]`;
}
