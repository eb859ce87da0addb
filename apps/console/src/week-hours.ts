import type { ReadinessHoursView } from '#contracts/service-api';
import { PageState } from './page-state';

/** What colours the week: who is expected, or how far the nearest was. */
export type WeekView = 'expected' | 'nearest';

/** The week by the hour. */
export class WeekHours extends PageState {
  week: ReadinessHoursView | null = null;
  view: WeekView = 'expected';

  async load(): Promise<void> {
    const asked = this.listener.ask<ReadinessHoursView>('/v1/readiness/hours');
    await this.fetching(asked, (week) => {
      this.week = week;
    });
  }

  show(view: WeekView): void {
    this.view = view;
    this.listener.onChange();
  }

  forget(): void {
    this.week = null;
    this.quieten();
  }
}
