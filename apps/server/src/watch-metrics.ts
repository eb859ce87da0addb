import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { ALARM_NAMES, alarmsOf, type WatchFigures } from '#core/watch-alarms';
import type { InAndOut } from '#flow/ports';
import { ROUND_STEPS, type Round } from '#flow/watchdog';

const SECONDS_PER_MS = 1e-3;
const RING_BUCKETS_S = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

/** What the watchdog knows and raises an alarm about, as figures at the moment of asking. */
export class WatchMetrics {
  private readonly rounds: Counter<'result'>;
  private readonly failures: Counter<'step'>;
  private readonly rings: Histogram;
  private readonly recent: Readonly<Record<keyof InAndOut, Gauge>>;
  private figures: (() => WatchFigures) | null = null;

  constructor(private readonly registry: Registry) {
    const registers = [registry];
    this.rounds = new Counter({
      name: 'closeby_watchdog_rounds_total',
      help: 'Synthetic alerts raised by this server, by whether they came through.',
      labelNames: ['result'],
      registers,
    });
    this.failures = new Counter({
      name: 'closeby_watchdog_failures_total',
      help: 'Synthetic alerts that did not come through, by the step they came to.',
      labelNames: ['step'],
      registers,
    });
    this.rings = new Histogram({
      name: 'closeby_watchdog_ring_seconds',
      help: 'From the report of a synthetic incident to the ring of its phone.',
      buckets: RING_BUCKETS_S,
      registers,
    });
    this.recent = {
      incidents: this.plain('recent_incidents', 'Newest incidents of the last ten minutes.'),
      alerts: this.plain('recent_alerts', 'Alerts of those incidents.'),
      carriedAlerts: this.plain('recent_alerts_carried', 'Those of them that left the house.'),
      silentIncidents: this.plain(
        'recent_incidents_silent',
        'Those incidents with alerts of which none has left the house.',
      ),
    };
    for (const result of ['through', 'failed']) this.rounds.inc({ result }, 0);
    for (const step of ROUND_STEPS) this.failures.inc({ step }, 0);
    this.knownFigures();
    this.alarms();
  }

  /** Begins to tell; before it all figures of the watchdog are absent and no alarm is raised. */
  tells(figures: () => WatchFigures): void {
    this.figures = figures;
  }

  roundEnded({ failed, ringMs }: Round): void {
    this.rounds.inc({ result: failed === null ? 'through' : 'failed' });
    if (failed !== null) this.failures.inc({ step: failed });
    if (ringMs !== null) this.rings.observe(ringMs * SECONDS_PER_MS);
  }

  inAndOut(seen: InAndOut): void {
    this.recent.incidents.set(seen.incidents);
    this.recent.alerts.set(seen.alerts);
    this.recent.carriedAlerts.set(seen.carriedAlerts);
    this.recent.silentIncidents.set(seen.silentIncidents);
  }

  private knownFigures(): void {
    this.told('watchdog_since_through_seconds', {
      help: 'Since a synthetic alert last came through here.',
      of: ({ sinceSyntheticMs }) => inSeconds(sinceSyntheticMs),
    });
    this.told('clock_skew_seconds', {
      help: "How far the machine's date is ahead of PostgreSQL's.",
      of: ({ clockSkewMs }) => inSeconds(clockSkewMs),
    });
    this.told('disk_free_bytes', {
      help: 'Free on the disk where the reserve lies.',
      of: ({ diskFreeBytes }) => diskFreeBytes,
    });
    this.told('disk_reserve_kept', {
      help: '1 while the file that holds room on the disk is there.',
      of: ({ reserveKept }) => (reserveKept === null ? null : Number(reserveKept)),
    });
    this.told('backup_behind_bytes', {
      help: 'How much of the log waits for the back-up.',
      of: ({ backupBehindBytes }) => backupBehindBytes,
    });
  }

  private alarms(): void {
    const now = (): WatchFigures | null => this.figures?.() ?? null;
    new Gauge({
      name: 'closeby_alarm',
      help: '1 while the server raises this alarm about itself.',
      labelNames: ['alarm'],
      registers: [this.registry],
      collect() {
        const figures = now();
        const raised = figures === null ? [] : alarmsOf(figures);
        for (const alarm of ALARM_NAMES) this.set({ alarm }, raised.includes(alarm) ? 1 : 0);
      },
    });
  }

  private plain(name: string, help: string): Gauge {
    return new Gauge({ name: `closeby_${name}`, help, registers: [this.registry] });
  }

  /** A figure that is absent while it is not known. */
  private told(
    name: string,
    { help, of }: { readonly help: string; readonly of: (known: WatchFigures) => number | null },
  ): void {
    const now = (): number | null => {
      const figures = this.figures?.() ?? null;
      return figures === null ? null : of(figures);
    };
    new Gauge({
      name: `closeby_${name}`,
      help,
      registers: [this.registry],
      collect() {
        const value = now();
        if (value === null) this.remove();
        else this.set(value);
      },
    });
  }
}

function inSeconds(ms: number | null): number | null {
  return ms === null ? null : ms * SECONDS_PER_MS;
}
