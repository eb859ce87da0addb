import { formatWithOptions } from 'node:util';
import type { Instant } from '#core/units';
import { SECOND_MS } from '#core/units';

/** One incident as the terminal tells it; times are virtual milliseconds since the call. */
export interface CaseStory {
  readonly number: number;
  readonly calledAt: Instant;
  readonly address: string;
  readonly alerted: number;
  readonly firstYesMs: number | null;
  readonly firstOnSceneMs: number | null;
  /** The recorded first unit; null where it was not recorded. */
  readonly ambulanceMs: number | null;
  readonly aedMs: number | null;
  readonly cancelledAfterMs: number | null;
}

const ADDRESS_WIDTH = 28;
const NUMBER_WIDTH = 5;
const GREEN = 32;
const YELLOW = 33;
const DIM = 2;

/** Tells what happens, one line each, on standard output; in colour on a terminal only. */
export class Report {
  private readonly timeOfDay: Intl.DateTimeFormat;

  constructor(
    timeZone: string,
    private readonly hasColour: boolean = process.stdout.isTTY,
    private readonly print: (line: string) => void = (line) => {
      process.stdout.write(`${line}\n`);
    },
  ) {
    this.timeOfDay = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  }

  line(...parts: readonly unknown[]): void {
    this.print(formatWithOptions({ colors: this.hasColour }, ...parts));
  }

  /** Hour of the day, 0 to 23, where the city is. */
  hourAt(at: Instant): number {
    return Number(this.timeOfDay.format(at).slice(0, 2));
  }

  story(story: CaseStory): void {
    const number = `#${story.number}`.padEnd(NUMBER_WIDTH);
    const address = story.address.slice(0, ADDRESS_WIDTH).padEnd(ADDRESS_WIDTH);
    const head = `${number} ${this.timeOfDay.format(story.calledAt)} ${address}`;
    this.print(`${head}  ${this.events(story).join('  ')}`);
  }

  private events(story: CaseStory): string[] {
    const { alerted, firstYesMs, firstOnSceneMs, ambulanceMs, aedMs, cancelledAfterMs } = story;
    const isFirst = (ms: number): boolean => ambulanceMs !== null && ms < ambulanceMs;
    const events = [
      alerted === 0
        ? this.paint(YELLOW, 'nobody to alert')
        : `alerted ${String(alerted).padStart(2)}`,
    ];
    if (cancelledAfterMs !== null) {
      events.push(this.paint(DIM, `cancelled by control after ${minutes(cancelledAfterMs)}`));
      return events;
    }
    if (firstYesMs !== null) events.push(`first yes ${minutes(firstYesMs)}`);
    else if (alerted > 0) events.push(this.paint(YELLOW, 'nobody said yes'));
    if (firstOnSceneMs !== null) {
      const text = `first on scene ${minutes(firstOnSceneMs)}`;
      events.push(isFirst(firstOnSceneMs) ? this.paint(GREEN, text) : text);
    }
    events.push(`ambulance ${ambulanceMs === null ? 'not recorded' : minutes(ambulanceMs)}`);
    if (aedMs !== null) {
      const text = `AED ${minutes(aedMs)}`;
      events.push(isFirst(aedMs) ? this.paint(GREEN, `${text} (before ambulance)`) : text);
    }
    return events;
  }

  private paint(code: number, text: string): string {
    return this.hasColour ? `\x1b[${code}m${text}\x1b[0m` : text;
  }
}

/** Minutes and seconds, `3:07`. */
export function minutes(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / SECOND_MS));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
