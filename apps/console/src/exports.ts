import type { ExportedIncidentsView } from '#contracts/export-api';
import { DAY_MS } from '#core/units';
import { saveFile } from '#web/save-file';
import { PageState } from './page-state';
import { t } from '#web/language';

const PATH = '/v1/exports/incidents';

/** Incidents of a time that leave in one file, for statistics. */
export class Exports extends PageState {
  /** The file that left last. */
  taken: ExportedIncidentsView | null = null;

  /** Takes whole days, the last one included, as UTC counts them. */
  async take(asked: {
    readonly firstDay: string;
    readonly lastDay: string;
    readonly reason: string;
  }): Promise<boolean> {
    this.taken = null;
    const query = new URLSearchParams({
      from: new Date(asked.firstDay).toISOString(),
      to: new Date(Date.parse(asked.lastDay) + DAY_MS).toISOString(),
      reason: asked.reason,
    });
    return this.doing<ExportedIncidentsView>(
      () => this.listener.ask(`${PATH}?${query.toString()}`),
      t('The file is in your downloads; the audit holds who took it and why.'),
      (taken) => {
        this.taken = taken;
        const text = JSON.stringify(taken, null, 2);
        const name = `incidents-${asked.firstDay}-to-${asked.lastDay}.json`;
        saveFile(new Blob([text], { type: 'application/json' }), name);
      },
    );
  }

  forget(): void {
    this.taken = null;
    this.quieten();
  }
}
