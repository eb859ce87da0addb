import type { Cluster } from './cluster';
import { pause } from './wait';

/** How long servers are given to start again before what is to be shown has passed; at first. */
const FIRST_LEAD_MS = 4_000;
const TRIES_MAX = 4;

/** The time that all servers of a cluster go by, brought to any moment by starting them anew. */
export class ShownClock {
  private anchorMs = 0;
  private leadMs = FIRST_LEAD_MS;

  /** @param speed how many times as fast as time it runs; more than 1 */
  constructor(
    private readonly cluster: Cluster,
    readonly speed: number,
  ) {}

  /** What it shows, give or take a second of its own for each millisecond at a speed of 1,000. */
  now(): number {
    return this.anchorMs + this.speed * (Date.now() - this.anchorMs);
  }

  /**
   * Starts all servers anew so that they show this moment soon, and resolves when they do. Each
   * moment has to be later than the one before.
   */
  async bringTo(moment: number): Promise<void> {
    for (let tries = 1; tries <= TRIES_MAX; tries += 1) {
      await this.startFrom(moment - this.speed * this.leadMs);
      if (this.now() <= moment) return this.until(moment);
      this.leadMs *= 2;
    }
    throw new Error('servers took too long to start');
  }

  /** Resolves when it shows this moment. */
  async until(moment: number): Promise<void> {
    await pause(Math.max(0, (moment - this.now()) / this.speed));
  }

  /** Shown is `anchor + speed * (real - anchor)`. */
  private async startFrom(shown: number): Promise<void> {
    const { nodes } = this.cluster;
    await Promise.all(nodes.map((node) => node.kill('SIGKILL')));
    this.anchorMs = Math.round((this.speed * Date.now() - shown) / (this.speed - 1));
    for (const { env } of nodes) {
      env['CLOCK_SPEED'] = String(this.speed);
      env['CLOCK_ANCHOR'] = new Date(this.anchorMs).toISOString();
    }
    await Promise.all(nodes.map((node) => node.start()));
  }
}
