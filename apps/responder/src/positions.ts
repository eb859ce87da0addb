import type { FIXES_PER_BATCH_MAX } from '#contracts/shapes';
import type { FixesMessage, FixesTaken } from '#contracts/responder-api';
import type { Reply } from '#web/http';
import { t } from '#web/language';
import { sentenceOf } from '#web/problem-words';
import type { Here } from './geofence';

type Fix = FixesMessage['fixes'][number];

const QUEUE_MAX: typeof FIXES_PER_BATCH_MAX = 200;
/** A phone that lies still is asked again, so that its position does not grow stale. */
const ASK_AGAIN_MS = 60_000;
/** Positions that come faster than this are left out: they cost battery and tell nothing. */
const SPACING_MS = 3_000;
/** Slower than this, the way a phone seems to move is noise. */
const MOVES_FROM_M_S = 0.7;
const MEASURE_TIMEOUT_MS = 20_000;

const REFUSED_BY_PHONE: Readonly<Record<number, string>> = {
  1: t(
    'This page may not see where the phone is, so you cannot be alerted. Allow location for it.',
  ),
  2: t('The phone does not know where it is at the moment.'),
  3: t('The phone has not found out where it is yet.'),
};

export interface PositionsListener {
  readonly send: (message: FixesMessage) => Promise<Reply<FixesTaken>>;
  readonly onChange: () => void;
  /** Server time of a moment of this device's clock. */
  readonly serverTime: (localMs: number) => number;
}

/**
 * Watches where the phone is while on duty and sends it; what could not be sent is kept, in order,
 * and goes as one batch when the line is back.
 */
export class Positions {
  /** Why no position is sent, in one sentence; null when all is well. */
  trouble: string | null = null;
  accuracyM: number | null = null;
  /** It is being asked once. */
  looking = false;
  /** Where the phone is, and which way it moves; null while nobody knows. */
  here: (Here & { readonly courseDeg: number | null }) | null = null;
  /** Local time of the last position the server has taken. */
  lastTakenMs: number | null = null;
  private queue: Fix[] = [];
  private sending = false;
  private newestMs = 0;
  private watch: number | null = null;
  private again: ReturnType<typeof setInterval> | undefined;

  constructor(private readonly listener: PositionsListener) {}

  /** Begins to watch; beginning twice changes nothing. */
  start(): void {
    if (this.watch !== null) return;
    if (!('geolocation' in navigator)) {
      this.complain(t('This browser cannot tell where the phone is, so you cannot be alerted.'));
      return;
    }
    const options = { enableHighAccuracy: true, timeout: MEASURE_TIMEOUT_MS, maximumAge: 5_000 };
    this.watch = navigator.geolocation.watchPosition(this.measured, this.failed, options);
    this.again = setInterval(() => {
      navigator.geolocation.getCurrentPosition(this.measured, this.failed, options);
    }, ASK_AGAIN_MS);
  }

  /** Asks for leave and measures once, before anybody is on duty; nothing is sent. */
  lookOnce(): void {
    if (!('geolocation' in navigator)) {
      this.complain(t('This browser cannot tell where the phone is, so you cannot be alerted.'));
      return;
    }
    this.looking = true;
    this.trouble = null;
    this.listener.onChange();
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        this.looking = false;
        this.accuracyM = coords.accuracy;
        this.listener.onChange();
      },
      (error) => {
        this.looking = false;
        this.failed(error);
      },
      { enableHighAccuracy: true, timeout: MEASURE_TIMEOUT_MS, maximumAge: 60_000 },
    );
  }

  /** Stops and forgets where the phone was. */
  stop(): void {
    if (this.watch === null) return;
    navigator.geolocation.clearWatch(this.watch);
    clearInterval(this.again);
    this.watch = null;
    this.queue = [];
    this.newestMs = 0;
    this.trouble = null;
    this.accuracyM = null;
    this.here = null;
    this.lastTakenMs = null;
  }

  /** Sends what waits, oldest first. */
  async flush(): Promise<void> {
    if (this.sending || this.queue.length === 0) return;
    this.sending = true;
    const fixes = this.queue;
    this.queue = [];
    const reply = await this.listener.send({ fixes });
    this.sending = false;
    if (this.watch === null) return;
    if (reply.ok) this.taken(reply.value);
    else if (reply.problem.code === 'unavailable')
      this.queue = [...fixes, ...this.queue].slice(-QUEUE_MAX);
    else
      this.complain(
        t('Your position was not used: {{detail}}', { detail: sentenceOf(reply.problem) }),
      );
  }

  private readonly measured = (position: GeolocationPosition): void => {
    const { latitude, longitude, accuracy, heading, speed } = position.coords;
    const moves = speed !== null && speed >= MOVES_FROM_M_S && heading !== null;
    this.here = {
      place: { lat: latitude, lon: longitude },
      accuracyM: accuracy,
      courseDeg: moves && Number.isFinite(heading) ? heading : null,
    };
    if (position.timestamp < this.newestMs + SPACING_MS) {
      this.listener.onChange();
      return;
    }
    this.newestMs = position.timestamp;
    this.accuracyM = accuracy;
    this.queue.push({
      place: { type: 'Point', coordinates: [longitude, latitude] },
      at: new Date(this.listener.serverTime(position.timestamp)).toISOString(),
      accuracyM: accuracy,
    });
    this.queue = this.queue.slice(-QUEUE_MAX);
    this.listener.onChange();
    void this.flush();
  };

  private readonly failed = (error: GeolocationPositionError): void => {
    this.complain(REFUSED_BY_PHONE[error.code] ?? t('The phone does not know where it is.'));
  };

  private taken(answer: FixesTaken): void {
    const newest = answer.refused.at(-1);
    if (answer.taken > 0) {
      this.lastTakenMs = Date.now();
      this.trouble = null;
    } else if (newest !== undefined) {
      this.trouble = t('Your position was not used: {{detail}}', { detail: newest.detail });
    }
    this.listener.onChange();
    void this.flush();
  }

  private complain(sentence: string): void {
    this.trouble = sentence;
    this.listener.onChange();
  }
}
