import { io, type Socket } from 'socket.io-client';
import type { Place } from '#core/geometry';
import type { Instant } from '#core/units';
import { RESPONDER_NAMESPACE, type Ack, type ResponderEventName } from '#contracts/live-events';
import type { FeedMessage } from '#contracts/responder-api';
import { toIso } from '#contracts/shapes';
import type { WatchPhone } from '#flow/ports';

const ANSWERED_WITHIN_MS = 4_000;
/** Of a phone that lies on a table. */
const ACCURACY_M = 10;
/** Only the newest few alerts are ever asked for. */
const HEARD_MAX = 20;

interface Heard {
  rings: number;
  isOver: boolean;
}

/**
 * The watchdog's own phone: a socket to this very server with a token like anybody's, so that what
 * it hears, other phones hear.
 */
export class SocketPhone implements WatchPhone {
  private socket: Socket | null = null;
  private lastSeq = 0;
  private readonly heard = new Map<string, Heard>();
  private readonly waits = new Set<{ readonly look: () => void; readonly giveUp: () => void }>();

  /** @param url of this server; asked when the phone connects */
  constructor(private readonly url: () => Promise<string>) {}

  open: WatchPhone['open'] = async (token, withinMs) => {
    if (this.socket?.connected === true) return true;
    this.close();
    const socket = io(`${await this.url()}${RESPONDER_NAMESPACE}`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      timeout: withinMs,
      auth: { token, lastSeq: this.lastSeq },
    });
    socket.on('feed', (message: FeedMessage) => this.take(message));
    this.socket = socket;
    return this.until(
      () => socket.connected,
      withinMs,
      (look) => {
        socket.once('connect', look);
      },
    );
  };

  standBy: WatchPhone['standBy'] = async (place: Place, at: Instant) => {
    if (!(await this.ask('duty', { onDuty: true }))) return false;
    const coordinates = [place.lon, place.lat] as const;
    const fix = { place: { type: 'Point', coordinates }, at: toIso(at), accuracyM: ACCURACY_M };
    return this.ask('fixes', { fixes: [fix] });
  };

  rings: WatchPhone['rings'] = ({ alertId, times }, withinMs) =>
    this.until(() => (this.heard.get(alertId)?.rings ?? 0) >= times, withinMs);

  hearsEnd: WatchPhone['hearsEnd'] = (alertId, withinMs) =>
    this.until(() => this.heard.get(alertId)?.isOver === true, withinMs);

  confirm: WatchPhone['confirm'] = (alertId) =>
    this.ask('receipt', { alertId, kind: 'delivered', subject: 'alert', channel: 'live' });

  close(): void {
    this.socket?.disconnect();
    this.socket = null;
    for (const wait of this.waits) wait.giveUp();
  }

  private take({ seq, kind, alert: { alertId } }: FeedMessage): void {
    this.lastSeq = Math.max(this.lastSeq, seq);
    const heard = this.heard.get(alertId) ?? { rings: 0, isOver: false };
    if (kind === 'alert-sent') heard.rings += 1;
    if (kind === 'alert-withdrawn' || kind === 'alert-expired') heard.isOver = true;
    this.heard.set(alertId, heard);
    const [oldest] = this.heard.keys();
    if (this.heard.size > HEARD_MAX && oldest !== undefined) this.heard.delete(oldest);
    for (const wait of this.waits) wait.look();
  }

  private async ask(name: ResponderEventName, message: object): Promise<boolean> {
    const { socket } = this;
    if (socket === null) return false;
    try {
      const answer: unknown = await socket.timeout(ANSWERED_WITHIN_MS).emitWithAck(name, message);
      return (answer as Ack<unknown>).ok;
    } catch {
      return false;
    }
  }

  /** Looks whenever something was heard; false when the time is over, or the phone is closed. */
  private until(
    isSo: () => boolean,
    withinMs: number,
    also?: (look: () => void) => void,
  ): Promise<boolean> {
    if (isSo()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const end = (result: boolean): void => {
        clearTimeout(timer);
        this.waits.delete(wait);
        resolve(result);
      };
      const look = (): void => {
        if (isSo()) end(true);
      };
      const giveUp = (): void => end(false);
      const wait = { look, giveUp };
      const timer = setTimeout(giveUp, withinMs);
      this.waits.add(wait);
      also?.(look);
    });
  }
}
