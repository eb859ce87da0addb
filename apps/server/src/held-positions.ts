import { RESPONDER_NAMESPACE } from '#contracts/live-events';
import type { Pressure } from './pressure';

/** A position as Socket.IO writes it on the wire; see its protocol, packets of type EVENT. */
const POSITION = new RegExp(`^2${RESPONDER_NAMESPACE},\\d*\\["fixes",`);
/** How often some of what is held is let in; real time. */
const LET_IN_EVERY_MS = 50;
/** Let in each time while the process is late, and when it has caught up. */
const LATE_COUNT = 25;
const USUAL_COUNT = 500;

/** What of the engine's connection is needed here. */
export interface DataSource {
  listeners(event: 'data'): unknown[];
  removeAllListeners(event: 'data'): unknown;
  on(event: 'data', listener: (data: unknown) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
}

/**
 * Positions are the first thing to go when the process cannot keep up: unread, the newest of each
 * phone is held, and one that it replaces is let go without an answer, since nobody needs it any
 * more. What is held is let in as the process catches up, and some of it even while it does not.
 */
export class HeldPositions {
  private readonly held = new Map<DataSource, { data: unknown; take: (data: unknown) => void }>();
  private timer: NodeJS.Timeout | undefined;

  /** @param onLetGo told of each position that a newer one replaced */
  constructor(
    private readonly pressure: Pick<Pressure, 'isHigh'>,
    private readonly onLetGo: () => void = () => undefined,
  ) {}

  /** Stands between a connection and whoever reads what it says. */
  watch(connection: DataSource): void {
    const readers = connection.listeners('data') as ((data: unknown) => void)[];
    const take = (data: unknown): void => {
      for (const reader of readers) reader(data);
    };
    connection.removeAllListeners('data');
    connection.on('data', (data) => {
      if (this.mustWait(connection, data)) this.hold(connection, { data, take });
      else take(data);
    });
    connection.on('close', () => this.held.delete(connection));
  }

  /** Whatever else a phone says is heard at once, also ahead of where it is. */
  private mustWait(connection: DataSource, data: unknown): boolean {
    if (!this.pressure.isHigh && !this.held.has(connection)) return false;
    return typeof data === 'string' && POSITION.test(data);
  }

  private hold(
    connection: DataSource,
    what: { readonly data: unknown; readonly take: (data: unknown) => void },
  ): void {
    const before = this.held.get(connection);
    if (before === undefined) {
      this.held.set(connection, { ...what });
    } else {
      // Its place in the queue stays, so that a phone that says much waits no longer.
      before.data = what.data;
      this.onLetGo();
    }
    this.timer ??= setInterval(() => this.letIn(), LET_IN_EVERY_MS).unref();
  }

  private letIn(): void {
    let left = this.pressure.isHigh ? LATE_COUNT : USUAL_COUNT;
    for (const [connection, { data, take }] of this.held) {
      if (left <= 0) return;
      left -= 1;
      this.held.delete(connection);
      take(data);
    }
    if (this.held.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }
}
