import type { AlertView } from '#contracts/responder-api';
import type { Alerts } from './alerts';
import { Arrivals } from './arrivals';
import { kept } from './kept';
import { isVisible } from './phone-parts';
import type { Receipts } from './receipts';
import type { Ring } from './ring';

export interface BellWorld {
  readonly alerts: Alerts;
  readonly ring: Ring;
  readonly receipts: Receipts;
  readonly onChange: () => void;
  /** An answer is on its way to the server. */
  readonly busy: () => boolean;
  /** Something is over and its person has not read it. */
  readonly isOver: () => boolean;
}

/** When the phone sounds, and what it may say it has rung for. */
export class Bell {
  readonly arrivals = new Arrivals();

  constructor(private readonly world: BellWorld) {}

  /** Rings while an alarm waits for an answer, or an end to be read; called every second. */
  update(): void {
    const { alerts, ring, busy, isOver } = this.world;
    const alarm = alerts.alarm() ?? alerts.drill();
    const rings = alarm !== null && !busy() && this.arrivals.mayRing(alarm);
    ring.set(rings ? 'alarm' : isOver() ? 'over' : null);
    if (rings && !ring.silenced && this.arrivals.rangNow(alarm.alertId)) {
      void kept.rang(alarm.alertId);
    }
  }

  /** The alarm was heard: it asks on without a sound. */
  hush(alertId: string): void {
    this.arrivals.hush(alertId);
    this.update();
    this.world.onChange();
  }

  /** Confirms every unanswered question as far as this page has been heard or seen. */
  confirm(): void {
    for (const alert of this.world.alerts.open()) this.confirmAlert(alert);
  }

  private asked(): AlertView | null {
    const { alerts } = this.world;
    return alerts.alarm() ?? alerts.drill() ?? alerts.question();
  }

  /** A page that can neither be heard nor seen has reached nobody, and does not say so. */
  private confirmAlert(alert: AlertView): void {
    const { alertId, about } = alert;
    const { ring, receipts } = this.world;
    if (ring.silenced && !isVisible()) return;
    const isSeen = isVisible() && alert === this.asked();
    const live = this.arrivals.cameLive(alertId);
    if (receipts.alert(alertId, { live, isSeen }) && about === 'callout') ring.chime();
  }
}
