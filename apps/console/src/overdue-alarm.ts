import { html, nothing, type TemplateResult } from 'lit';
import type { CalloutView } from '#contracts/callout-api';
import type { OverdueView } from '#contracts/muster-api';
import { count } from '#web/language';
import type { PageListener } from './asker';
import { hashOf } from './route';

/** Call-outs that are asked about on every connect; more are hardly open at once. */
const ASKED_MAX = 30;

/** People of any call-out who have not come back in time: said on every page until settled. */
export class OverdueAlarm {
  private readonly countByCallout = new Map<string, number>();

  constructor(private readonly listener: PageListener) {}

  /** The line is there: what was missed is asked for. */
  async begin(callouts: readonly CalloutView[]): Promise<void> {
    if (!this.listener.may('run-muster')) return;
    await Promise.all(callouts.slice(0, ASKED_MAX).map(({ id }) => this.heard(id)));
  }

  /** Somebody of this call-out has become overdue, or was found. */
  async heard(calloutId: string): Promise<void> {
    if (!this.listener.may('run-muster')) return;
    const path = `/v1/callouts/${encodeURIComponent(calloutId)}/overdue`;
    const reply = await this.listener.ask<{ readonly items: readonly OverdueView[] }>(path);
    if (!reply.ok) return;
    const number = reply.value.items.length;
    if (number === 0) this.countByCallout.delete(calloutId);
    else this.countByCallout.set(calloutId, number);
    this.listener.onChange();
  }

  forget(): void {
    this.countByCallout.clear();
  }

  /** Above everything else of the console. */
  banner(titleOf: (calloutId: string) => string): TemplateResult | typeof nothing {
    if (this.countByCallout.size === 0) return nothing;
    return html`<div class="overdue-banner" role="alert" data-test="overdue-banner">
      ${[...this.countByCallout].map(
        ([calloutId, number]) =>
          html`<a href=${hashOf({ page: 'callout', calloutId, part: null })}
            ><span aria-hidden="true">⚠</span> ${count(
              number,
              'person has not come back in time',
              'people have not come back in time',
            )}:
            ${titleOf(calloutId)}</a
          >`,
      )}
    </div>`;
  }
}
