import type { IncidentView } from '#contracts/incident-api';
import type { EvidenceQuery } from '#contracts/evidence-api';
import { DAY_MS } from '#core/units';
import { t } from '#web/language';
import { saveFile } from '#web/save-file';
import { PageState } from './page-state';

/** What can be taken: the report to print, or one part of it as a table. */
export type EvidenceFile = 'report' | EvidenceQuery['part'];

/** What the service has done, and all of one incident, as files for those who judge it. */
export class Evidence extends PageState {
  /** Takes whole days, the last one included, as UTC counts them. */
  take(asked: {
    readonly firstDay: string;
    readonly lastDay: string;
    readonly reason: string;
    readonly file: EvidenceFile;
    readonly release: EvidenceQuery['release'];
  }): Promise<boolean> {
    const { file, firstDay, lastDay, reason, release } = asked;
    const query = new URLSearchParams({
      from: new Date(firstDay).toISOString(),
      to: new Date(Date.parse(lastDay) + DAY_MS).toISOString(),
      ...{ reason, release },
      ...(file === 'report' ? {} : { part: file }),
    });
    const ending = file === 'report' ? 'html' : 'csv';
    const days = `${firstDay}-to-${lastDay}`;
    return this.doing<Blob>(
      () => this.listener.askFile(`/v1/evidence.${ending}?${query.toString()}`),
      file === 'report'
        ? t('The report is in your downloads: open it, and print it or save it as PDF.')
        : t('The file is in your downloads; the audit holds who took it and why.'),
      (bytes) => saveFile(bytes, `evidence-${file}-${release}-${days}.${ending}`),
    );
  }

  /** All of one incident as a page with names in it. */
  async debrief({ id, controlRef }: IncidentView): Promise<void> {
    await this.doing<Blob>(
      () => this.listener.askFile(`/v1/incidents/${id}/debrief-pack.html`),
      t('The debrief pack is in your downloads. Names are in it.'),
      (bytes) => saveFile(bytes, `debrief-${controlRef.replaceAll(/[^\w.-]/gu, '-')}.html`),
    );
  }

  forget(): void {
    this.quieten();
  }
}
