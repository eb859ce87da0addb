import type { AlertView } from '#contracts/responder-api';
import { toPlace } from '#web/points';
import { fenceWord, type FenceWord, type Here } from './geofence';

/** So long a step that the position has set can be undone before it is reported. */
export const UNDO_MS = 10_000;

/** A step that is reported at `dueMs` unless it is undone. */
export interface PendingStep {
  readonly step: Exclude<FenceWord['step'], 'aed'>;
  readonly dueMs: number;
}

/** What the position says of the next step of one assignment, and what its person said to that. */
export class AutoSteps {
  pending: PendingStep | null = null;
  /** What is asked and not set; null where nothing is. */
  asked: FenceWord['step'] | null = null;
  private alertId = '';
  private start: Here | null = null;
  private declined = new Set<FenceWord['step']>();

  /** Looks at the newest position; true where something has changed for the eye. */
  look(alert: AlertView, here: Here, nowMs: number): boolean {
    const { assignment, exact, order } = alert;
    if (assignment === null || exact === null) return this.forget();
    if (alert.alertId !== this.alertId) {
      this.forget();
      this.alertId = alert.alertId;
      this.start = here;
    }
    const before = `${this.pending?.step} ${this.asked}`;
    const word = fenceWord(here, {
      status: assignment.status,
      patient: toPlace(exact.place),
      aed:
        order?.aed === undefined || order.aed === null || order.aed.collectedAt !== null
          ? null
          : toPlace(order.aed.place),
      start: this.start,
    });
    this.take(word, nowMs);
    return before !== `${this.pending?.step} ${this.asked}`;
  }

  /** The step that falls due now; null while none does. Taking it ends it. */
  due(nowMs: number): PendingStep['step'] | null {
    if (this.pending === null || nowMs < this.pending.dueMs) return null;
    const { step } = this.pending;
    this.pending = null;
    return step;
  }

  /** It is not so: neither set nor asked again for this assignment. */
  undo(): void {
    const step = this.pending?.step ?? this.asked;
    if (step !== null) this.declined.add(step);
    this.pending = null;
    this.asked = null;
  }

  /** Somebody has reported by hand: what was about to be set is old. */
  settle(): void {
    this.pending = null;
    this.asked = null;
  }

  /** Returns whether something was shown. */
  forget(): boolean {
    const shown = this.pending !== null || this.asked !== null;
    this.pending = null;
    this.asked = null;
    this.alertId = '';
    this.start = null;
    this.declined.clear();
    return shown;
  }

  private take(word: FenceWord | null, nowMs: number): void {
    const said = word !== null && this.declined.has(word.step) ? null : word;
    this.asked = said?.how === 'ask' ? said.step : null;
    if (said === null || said.how === 'ask' || said.step === 'aed') {
      this.pending = null;
      return;
    }
    if (this.pending?.step === said.step) return;
    this.pending = { step: said.step, dueMs: nowMs + UNDO_MS };
  }
}
