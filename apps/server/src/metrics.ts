import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { DELIVERY_CHANNELS, type DeliveryChannel } from '#core/delivery';
import type { DeliveryOutcome, Meter, TravelFallback } from '#flow/ports';
import { LoadMetrics } from './load-metrics';
import { WatchMetrics } from './watch-metrics';

const SECONDS_PER_MS = 1e-3;
const RECEIPT_BUCKETS_S = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 120, 300];
const DECISION_BUCKETS_S = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5];
const TRAVEL_FALLBACKS: readonly TravelFallback[] = [
  'off-streets',
  'late',
  'failed',
  'too-many',
  'nobody',
  'resting',
];
const DELIVERY_RESULTS: readonly DeliveryOutcome['status'][] = [
  'handed-over',
  'not-needed',
  'failed',
  'retry',
  'quarantined',
];
/** A decision that takes longer than this is counted and alarmed; milliseconds. */
export const DECISION_SLOW_MS = 50;

/** Figures of one running server; a registry of its own, so that two in one process stay apart. */
export class Metrics implements Meter {
  readonly registry = new Registry();
  readonly load = new LoadMetrics(this.registry);
  readonly watch = new WatchMetrics(this.registry);
  private readonly registers = [this.registry];
  private readonly incidents = new Counter({
    name: 'closeby_incidents_raised_total',
    help: 'Incidents raised by control.',
    registers: this.registers,
  });
  private readonly alerts = new Counter({
    name: 'closeby_alerts_sent_total',
    help: 'Alerts sent to responders.',
    registers: this.registers,
  });
  private readonly receipts = new Histogram({
    name: 'closeby_receipt_latency_seconds',
    help: 'From the decision to the first delivery receipt of an alert.',
    buckets: RECEIPT_BUCKETS_S,
    registers: this.registers,
  });
  private readonly decisions = new Histogram({
    name: 'closeby_decision_duration_seconds',
    help: 'Time the decision whom to alert took.',
    buckets: DECISION_BUCKETS_S,
    registers: this.registers,
  });
  private readonly slowDecisions = new Counter({
    name: 'closeby_decisions_slow_total',
    help: `Decisions that took longer than ${DECISION_SLOW_MS} ms.`,
    registers: this.registers,
  });
  /** Entries of the audit that could not be kept; each gap is an entry as well. */
  readonly auditDropped = new Counter({
    name: 'closeby_audit_lost_total',
    help: 'Entries of the audit that were lost while the record did not answer.',
    registers: this.registers,
  });
  private readonly degradations = new Counter({
    name: 'closeby_degraded_total',
    help: 'Times a fall-back was used: no live index, or the decision threw.',
    labelNames: ['what'] as const,
    registers: this.registers,
  });
  private readonly travelFallbacks = new Counter({
    name: 'closeby_travel_fallbacks_total',
    help: 'Ways that straight lines or the next best source served, by why.',
    labelNames: ['reason'] as const,
    registers: this.registers,
  });
  private readonly deliveries = new Counter({
    name: 'closeby_deliveries_total',
    help: 'Deliveries carried, by channel and by what came of them.',
    labelNames: ['channel', 'result'] as const,
    registers: this.registers,
  });
  private readonly resting = new Gauge({
    name: 'closeby_provider_resting',
    help: '1 while a provider of the channel is left alone because it fails or asked for it.',
    labelNames: ['channel'] as const,
    registers: this.registers,
  });
  /** Lines of the log that could not be written. */
  readonly logLost = new Counter({
    name: 'closeby_log_lost_total',
    help: 'Times the log could not be written, such as on a full disk.',
    registers: this.registers,
  });
  readonly workErrors = new Counter({
    name: 'closeby_work_errors_total',
    help: 'Errors of the loops that do due work.',
    labelNames: ['loop'] as const,
    registers: this.registers,
  });
  private readonly aside = new Counter({
    name: 'closeby_quarantined_total',
    help: 'Work that was set aside because it failed again and again, by what it was.',
    labelNames: ['what'] as const,
    registers: this.registers,
  });
  readonly quarantine = new Gauge({
    name: 'closeby_quarantine_waiting',
    help: 'Work that is set aside and waits for a human, of all organisations.',
    registers: this.registers,
  });
  readonly queueDue = new Gauge({
    name: 'closeby_queue_due',
    help: 'Reviews and deliveries due and not yet done.',
    registers: this.registers,
  });
  readonly queueOldest = new Gauge({
    name: 'closeby_queue_oldest_seconds',
    help: 'How long the oldest due thing has waited.',
    registers: this.registers,
  });
  readonly sockets = new Gauge({
    name: 'closeby_sockets',
    help: 'Open sockets of this process.',
    labelNames: ['namespace'] as const,
    registers: this.registers,
  });
  readonly liveResponders = new Gauge({
    name: 'closeby_live_responders',
    help: 'Responders with a phone on a socket of this process.',
    registers: this.registers,
  });
  readonly refusals = new Counter({
    name: 'closeby_socket_refusals_total',
    help: 'Events and connections refused on sockets.',
    labelNames: ['code'] as const,
    registers: this.registers,
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    for (const what of ['live-index', 'decision']) this.degradations.inc({ what }, 0);
    for (const what of ['review', 'delivery']) this.aside.inc({ what }, 0);
    for (const reason of TRAVEL_FALLBACKS) this.travelFallbacks.inc({ reason }, 0);
    for (const channel of DELIVERY_CHANNELS) {
      this.resting.set({ channel }, 0);
      for (const result of DELIVERY_RESULTS) this.deliveries.inc({ channel, result }, 0);
    }
  }

  incidentRaised(): void {
    this.incidents.inc();
  }

  alertsSent(count: number): void {
    this.alerts.inc(count);
  }

  receiptAfter(ms: number): void {
    this.receipts.observe(ms * SECONDS_PER_MS);
  }

  decisionTook(ms: number): void {
    this.decisions.observe(ms * SECONDS_PER_MS);
    if (ms > DECISION_SLOW_MS) this.slowDecisions.inc();
  }

  degraded(what: 'live-index' | 'decision'): void {
    this.degradations.inc({ what });
  }

  travelFellBack(reason: TravelFallback, ways: number): void {
    this.travelFallbacks.inc({ reason }, ways);
  }

  deliveryEnded(channel: DeliveryChannel, result: DeliveryOutcome['status']): void {
    this.deliveries.inc({ channel, result });
  }

  setAside(what: 'review' | 'delivery'): void {
    this.aside.inc({ what });
  }

  providerRests(channel: DeliveryChannel, rests: boolean): void {
    this.resting.set({ channel }, rests ? 1 : 0);
  }
}
