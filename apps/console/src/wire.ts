import { io, type Socket } from 'socket.io-client';
import type { CalloutView } from '#contracts/callout-api';
import type { FactMessage, IncidentView } from '#contracts/incident-api';
import type { CONTROL_NAMESPACE } from '#contracts/live-events';
import type { ReplyView } from '#contracts/reply-api';
import type { Problem } from '#core/problem';
import { toProblem, turnsAway } from '#web/http';

const NAMESPACE: typeof CONTROL_NAMESPACE = '/control';
const RETRY_MIN_MS = 500;
const RETRY_MAX_MS = 3_000;
const ASK_WHY_MS = 100;
/** A line that is back within this was never missed. */
const WORTH_SAYING_MS = 2_000;

const WORK_EVENTS = ['overdue', 'field-task', 'field-report'] as const;

export interface WireListener {
  readonly onIncident: (view: IncidentView) => void;
  readonly onFact: (message: FactMessage) => void;
  readonly onCallout: (view: CalloutView) => void;
  readonly onReply: (view: ReplyView) => void;
  /** Something of the work of a call-out has changed: a task, a report, who is overdue. */
  readonly onWork: (message: { readonly calloutId: string }) => void;
  readonly onWatchPoint: () => void;
  /** Connected, or connected again: whatever was missed has to be fetched. */
  readonly onConnected: () => void;
  readonly onLost: () => void;
  /** The server does not take the secret; resolves true where there is another one. */
  readonly onTurnedAway: (problem: Problem) => Promise<boolean>;
}

/** Control's live line: connects again by itself until it is closed or turned away. */
export class Wire {
  /** Local time of the last sign of life from the server. */
  private lastContactMs = Date.now();
  private readonly socket: Socket;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private closed = false;

  constructor(
    private readonly secret: () => string,
    private readonly listener: WireListener,
  ) {
    this.socket = io(NAMESPACE, {
      transports: ['websocket'],
      auth: (give) => give({ key: secret() }),
      reconnectionDelay: RETRY_MIN_MS,
      reconnectionDelayMax: RETRY_MAX_MS,
    });
    this.socket.on('connect', () => {
      this.heard();
      listener.onConnected();
    });
    this.socket.on('incident', (view: IncidentView) => listener.onIncident(view));
    this.socket.on('fact', (message: FactMessage) => listener.onFact(message));
    this.socket.on('callout', (view: CalloutView) => listener.onCallout(view));
    this.socket.on('reply', (view: ReplyView) => listener.onReply(view));
    for (const event of WORK_EVENTS) this.socket.on(event, listener.onWork);
    this.socket.on('watch-point', () => listener.onWatchPoint());
    this.socket.on('disconnect', (reason) => this.lost(reason === 'io server disconnect'));
    this.socket.on('connect_error', (error) => void this.failed(error));
    this.socket.io.on('ping', () => this.heard());
    this.socket.onAny(() => this.heard());
    addEventListener('offline', this.cutOff);
    addEventListener('online', this.tryNow);
  }

  get connected(): boolean {
    return this.socket.connected;
  }

  /** Seconds without a sign of life, once that is worth saying; null while all is well. */
  get silentForS(): number | null {
    const silentMs = Date.now() - this.lastContactMs;
    if (this.socket.connected || silentMs < WORTH_SAYING_MS) return null;
    return Math.round(silentMs / 1_000);
  }

  /** The secret is another one for the same person: the socket stays open by it. */
  renewed(): void {
    if (!this.socket.connected) return;
    this.socket.timeout(RETRY_MAX_MS).emit('renew', { key: this.secret() }, () => undefined);
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.retry);
    removeEventListener('offline', this.cutOff);
    removeEventListener('online', this.tryNow);
    this.socket.disconnect();
  }

  private readonly cutOff = (): void => {
    this.socket.io.engine.close();
  };

  private readonly tryNow = (): void => {
    if (!this.closed && !this.socket.connected) this.socket.connect();
  };

  private heard(): void {
    this.lastContactMs = Date.now();
  }

  private lost(shownOut: boolean): void {
    if (this.closed) return;
    this.listener.onLost();
    clearTimeout(this.retry);
    // Whoever was shown out asks why at once: their session may be over.
    const waitMs = shownOut ? ASK_WHY_MS : RETRY_MAX_MS;
    // Socket.IO gives up when the server closes or refuses; control must not.
    if (!this.socket.active) this.retry = setTimeout(this.tryNow, waitMs);
  }

  private async failed(error: Error & { data?: unknown }): Promise<void> {
    if (this.closed) return;
    const problem = toProblem(error.data);
    if (!turnsAway(problem)) {
      this.lost(false);
      return;
    }
    const another = await this.listener.onTurnedAway(problem);
    if (another) this.lost(true);
  }
}
