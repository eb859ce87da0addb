import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';

const ARGUMENTS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-sync'],
  ...['--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
];
const SIZE = { width: 1920, height: 1080 };
const WITHIN_MS = 20_000;
const MAP_ROOM = '#/map';
const MAP_CANVAS = 'closeby-map canvas';
const DRAG_PX = 200;

/** The console in Chromium, and what somebody in front of it would see, with when. */
export class ScreensConsole {
  private constructor(
    private readonly browser: Browser,
    readonly page: Page,
    private readonly session: CDPSession,
  ) {}

  /** Starts the browser at that path, with this process's own environment, and signs in. */
  static async open(
    url: string,
    how: { readonly key: string; readonly executablePath: string },
  ): Promise<ScreensConsole> {
    const { key, executablePath } = how;
    const browser = await chromium.launch({ executablePath, args: ARGUMENTS });
    const page = await browser.newPage({ viewport: SIZE });
    page.setDefaultTimeout(WITHIN_MS);
    await page.goto(`${url}/console/`);
    await page.locator('[data-test="key-way"] summary').click();
    await page.locator('#key').fill(key);
    await page.locator('[data-test="sign-in-key"]').click();
    await page.locator('.live').waitFor();
    await page.evaluate(WATCH);
    return new ScreensConsole(browser, page, await page.context().newCDPSession(page));
  }

  /** Opens the room with the map; resolves when the map is drawn. */
  async enterMap(): Promise<void> {
    await this.page.evaluate(`location.hash = ${JSON.stringify(MAP_ROOM)}`);
    await this.page.locator(MAP_CANVAS).first().waitFor();
  }

  /** When the row of an incident was first drawn with that many yeses, milliseconds since 1970. */
  async seenAt(incidentId: string, accepted: number): Promise<number> {
    const key = JSON.stringify(`${incidentId} ${accepted}`);
    return this.page.evaluate<number>(`new Promise((resolve, reject) => {
      const late = performance.now() + ${WITHIN_MS};
      const look = () => {
        const seen = window.closebySeen.get(${key});
        if (seen !== undefined) resolve(seen);
        else if (performance.now() > late) reject(new Error('not seen: ' + ${key}));
        else setTimeout(look, 10);
      };
      look();
    })`);
  }

  /** Times between frames while the map is dragged to and fro, milliseconds. */
  async framesOfMap(forMs: number): Promise<readonly number[]> {
    const box = await this.page.locator(MAP_CANVAS).first().boundingBox();
    if (box === null) throw new Error('the map is not seen');
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const frames = this.page.evaluate<readonly number[]>(FRAMES(forMs));
    const until = performance.now() + forMs;
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    for (let step = 0; performance.now() < until; step += 1) {
      await this.page.mouse.move(x + DRAG_PX * Math.sin(step / 10), y, { steps: 1 });
    }
    await this.page.mouse.up();
    return frames;
  }

  /** Megabytes of objects that are in use. */
  async heapMb(): Promise<number> {
    await this.session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await this.session.send('Runtime.getHeapUsage');
    return usedSize / 1_048_576;
  }

  async close(): Promise<void> {
    await this.browser.close();
  }
}

/** Keeps the moment of the frame in which each row first showed each number of yeses. */
const WATCH = String.raw`{
  window.closebySeen = new Map();
  const look = () => {
    const now = performance.timeOrigin + performance.now();
    for (const row of document.querySelectorAll('[data-test="incident"]')) {
      const id = row.getAttribute('href').split('/').at(-1);
      const accepted = parseInt(row.querySelector('[data-test="accepted"] b').textContent, 10);
      const key = id + ' ' + accepted;
      if (!window.closebySeen.has(key)) window.closebySeen.set(key, now);
    }
  };
  const onFrame = () => requestAnimationFrame(look);
  const all = { childList: true, subtree: true, characterData: true };
  new MutationObserver(onFrame).observe(document.body, all);
}`;

const FRAMES = (forMs: number): string => `new Promise((resolve) => {
  const [began, times] = [performance.now(), []];
  let before = began;
  const frame = (now) => {
    times.push(now - before);
    before = now;
    if (now - began < ${forMs}) requestAnimationFrame(frame);
    else resolve(times.slice(1));
  };
  requestAnimationFrame(frame);
})`;
