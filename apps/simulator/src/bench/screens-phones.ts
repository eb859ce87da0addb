import { fromPlace, toIso } from '#contracts/shapes';
import type { Place } from '#core/geometry';
import { SocketLink } from '../demo/phone-link';
import type { SignedIn } from '../demo/set-up';
import type { VirtualClock } from '../demo/virtual-clock';

const CONNECT_WITHIN_MS = 30_000;
const CONNECTS_AT_ONCE = 50;
/** Each phone says where it is once in so long. */
const FIX_EVERY_MS = 10_000;
const TICK_MS = 100;
const STEP_DEGREES = 0.0002;

/** Phones on live sockets that move about, hear alerts, and say yes only when they are told to. */
export class ScreensPhones {
  /** Alerts that have been heard, by the phone's index. */
  private readonly heard = new Map<string, number>();
  private readonly links: readonly SocketLink[];
  private readonly places: Place[];
  private timer: ReturnType<typeof setInterval> | undefined;
  private next = 0;

  constructor(
    url: string,
    owners: readonly SignedIn[],
    private readonly clock: VirtualClock,
  ) {
    this.places = owners.map(({ responder }) => responder.home);
    this.links = owners.map(
      ({ token }, index) =>
        new SocketLink({
          ...{ url, token, lastSeq: () => 0, onRefused: () => undefined },
          onFeed: ({ kind, alert }) => {
            if (kind === 'alert-sent') this.heard.set(alert.alertId, index);
          },
        }),
    );
  }

  get count(): number {
    return this.links.length;
  }

  /** Connects all, on duty, each with a first position; from then on they move. */
  async start(): Promise<void> {
    const waiting = [...this.links.keys()];
    const lane = async (): Promise<void> => {
      for (let index = waiting.shift(); index !== undefined; index = waiting.shift()) {
        await this.links[index]?.open(CONNECT_WITHIN_MS);
        await this.links[index]?.send('duty', { onDuty: true });
        await this.sendFix(index);
      }
    };
    await Promise.all(Array.from({ length: CONNECTS_AT_ONCE }, lane));
    const atOnce = Math.ceil((this.count * TICK_MS) / FIX_EVERY_MS);
    this.timer = setInterval(() => {
      for (let one = 0; one < atOnce; one += 1) this.move();
    }, TICK_MS);
  }

  stop(): void {
    clearInterval(this.timer);
    for (const link of this.links) link.close();
  }

  /** Whether that alert has rung here. */
  hasHeard(alertId: string): boolean {
    return this.heard.has(alertId);
  }

  /** The phone with that alert says yes; false where it may not any more. */
  async accept(alertId: string): Promise<boolean> {
    const link = this.links[this.heard.get(alertId) ?? -1];
    if (link === undefined) return false;
    return (await link.send('answer', { alertId, answer: 'accept' })).ok;
  }

  private move(): void {
    const index = this.next % this.count;
    this.next += 1;
    const at = this.places[index];
    if (at === undefined) return;
    const north = this.next % 2 === 0 ? STEP_DEGREES : -STEP_DEGREES;
    this.places[index] = { lat: at.lat + north, lon: at.lon };
    void this.sendFix(index);
  }

  private async sendFix(index: number): Promise<void> {
    const place = this.places[index];
    if (place === undefined) return;
    const fix = { place: fromPlace(place), at: toIso(this.clock.now()), accuracyM: 10 };
    await this.links[index]?.send('fixes', { fixes: [fix] });
  }
}
