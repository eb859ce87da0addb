import type { ServiceFiguresView, ServiceReportView } from '#contracts/service-api';
import { DELIVERY_CHANNELS } from '#core/delivery';
import { DAY_MS } from '#core/units';
import { t } from '#web/language';
import { saveFile } from '#web/save-file';
import { csvOf } from './csv-text';
import { dayOf } from './page-parts';
import { PageState } from './page-state';

const FIRST_DAYS = 180;

/** Figures of the service by month. */
export class Reports extends PageState {
  from = dayOf(Date.now() - FIRST_DAYS * DAY_MS);
  to = dayOf(Date.now());
  report: ServiceReportView | null = null;

  choose(range: { readonly from?: string; readonly to?: string }): void {
    this.from = range.from ?? this.from;
    this.to = range.to ?? this.to;
    void this.load();
  }

  /** The last day counts whole. */
  async load(): Promise<void> {
    const { from, to } = this;
    if (from === '' || to === '') return;
    const end = new Date(new Date(`${to}T00:00:00`).getTime() + DAY_MS);
    const query = new URLSearchParams({
      from: new Date(`${from}T00:00:00`).toISOString(),
      to: end.toISOString(),
    });
    await this.doing<ServiceReportView>(
      () => this.listener.ask(`/v1/reports/service?${query.toString()}`),
      null,
      (report) => {
        if (from === this.from && to === this.to) this.report = report;
      },
    );
  }

  /** The same figures as on the page, for other programs. */
  save(): void {
    const { report } = this;
    if (report === null) return;
    const rows = report.months.map(({ month, ...figures }) => rowOf(month, figures));
    const all = [HEAD, ...rows, rowOf(t('Total'), report.total)];
    saveFile(csvOf(all), `closeby-${this.from}-${this.to}.csv`);
  }

  forget(): void {
    this.report = null;
    this.quieten();
  }
}

const TIMES = ['callToAlert', 'alertToAccept', 'callToOnScene', 'alertToOnScene'] as const;
const COUNTS = [
  ...(['incidents', 'alertedIncidents', 'acceptedIncidents', 'onSceneIncidents'] as const),
  ...(['aedIncidents', 'beforeAmbulance', 'ambulanceKnown'] as const),
  ...(['alerts', 'accepted', 'onScene', 'notReached'] as const),
] as const;
const HEAD = [
  'month',
  ...COUNTS,
  ...TIMES.flatMap((time) => [`${time}Count`, `${time}P50S`, `${time}P90S`]),
  ...DELIVERY_CHANNELS.map((channel) => `reachedBy-${channel}`),
];

function rowOf(month: string, figures: ServiceFiguresView): (string | number | null)[] {
  return [
    month,
    ...COUNTS.map((name) => figures[name]),
    ...TIMES.flatMap((time) => [figures[time].count, figures[time].p50S, figures[time].p90S]),
    ...DELIVERY_CHANNELS.map((channel) => figures.reachedBy[channel]),
  ];
}
