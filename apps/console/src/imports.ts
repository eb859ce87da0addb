import type { AedFeedView } from '#contracts/aed-feed-api';
import {
  IMPORT_BYTES_MAX,
  IMPORT_CSV_TYPE,
  IMPORT_GEOJSON_TYPE,
  IMPORT_XML_TYPE,
  type ImportReportView,
} from '#contracts/import-api';
import type { AedFormat } from '#core/aed-feed';
import type { PageListener } from './asker';
import { csvOf } from './csv-text';
import { KeptThings } from './kept-things';
import { t } from '#web/language';
import { saveFile } from '#web/save-file';
import { PageState } from './page-state';

const BYTES_PER_MB = 1_048_576;

/** What is put in, and how it is to be taken. */
export interface ImportOptions {
  readonly what: 'aeds' | 'people';
  readonly skipRefused: boolean;
  readonly source: string;
  readonly region: string;
  /** Empty: told by the file. */
  readonly format: AedFormat | '';
  readonly allowVanish: boolean;
}

const FIRST: ImportOptions = {
  ...{ what: 'aeds', skipRefused: false, source: '', region: '', format: '', allowVanish: false },
};

/** A file that is put in: first looked at, then applied exactly as it was seen, or not at all. */
export class Imports extends PageState {
  options: ImportOptions = FIRST;
  file: File | null = null;
  /** What the file would do, or did. */
  report: ImportReportView | null = null;
  /** Registers that are read by themselves. */
  readonly feeds: KeptThings<AedFeedView>;

  constructor(listener: PageListener) {
    super(listener);
    this.feeds = new KeptThings(listener, { path: '/v1/aed-feeds', word: t('feed') });
  }

  get mayKeepAeds(): boolean {
    return this.listener.may('keep-aeds');
  }

  async load(): Promise<void> {
    if (this.mayKeepAeds) await this.feeds.load();
  }

  /** What was seen holds for these options and this file alone. */
  choose(options: Partial<ImportOptions>): void {
    this.options = { ...this.options, ...options };
    this.dropReport();
  }

  take(file: File | null): void {
    this.file = file;
    this.dropReport();
    if (file !== null && file.size > IMPORT_BYTES_MAX) {
      this.file = null;
      this.problem = t('This file is too large: {{max}} MB at most here.', {
        max: IMPORT_BYTES_MAX / BYTES_PER_MB,
      });
      this.listener.onChange();
    }
  }

  get canApply(): boolean {
    const { report, options } = this;
    if (report === null || report.applied || report.refusal !== null) return false;
    const { added, changed, moved, back, gone } = report;
    const does = added + changed + moved + back + gone > 0;
    return does && (report.refused === 0 || options.skipRefused);
  }

  /** Says what the file would do; nothing is changed. */
  async dryRun(): Promise<void> {
    await this.send(null, null);
  }

  /** Does exactly what was shown, or nothing where it would be something else by now. */
  async apply(): Promise<void> {
    const { report } = this;
    if (report !== null && this.canApply) await this.send(report.token, t('Applied as shown.'));
  }

  /** The report as a table for other programs. */
  save(): void {
    const { report, options } = this;
    if (report === null) return;
    const head = ['where', 'reference', 'change', 'reason'];
    const rows = report.lines.map(({ where, ref, change, why }) => [where, ref, change, why]);
    saveFile(csvOf([head, ...rows]), `import-${options.what}.csv`);
  }

  forget(): void {
    this.feeds.forget();
    this.options = FIRST;
    this.take(null);
    this.quieten();
  }

  private dropReport(): void {
    this.report = null;
    this.quieten();
    this.listener.onChange();
  }

  private async send(seen: string | null, news: string | null): Promise<void> {
    const { file, options } = this;
    if (file === null) return;
    const body = await typed(file, options.what);
    const path = `/v1/imports/${options.what}?${queryOf(options, seen)}`;
    const done = await this.doing<ImportReportView>(
      () => this.listener.ask(path, { method: 'POST', body }),
      news,
      (report) => {
        this.report = report;
      },
    );
    if (!done) this.report = null;
    this.listener.onChange();
  }
}

/** Systems name the kind of a file by its ending, or not at all; the server goes by this. */
async function typed(file: File, what: ImportOptions['what']): Promise<Blob> {
  const head = what === 'aeds' ? (await file.slice(0, 64).text()).trimStart() : '';
  const isJson = /^\ufeff?[{[]/u.test(head);
  const other = head.startsWith('<') ? IMPORT_XML_TYPE : IMPORT_CSV_TYPE;
  return new Blob([file], { type: isJson ? IMPORT_GEOJSON_TYPE : other });
}

function queryOf(options: ImportOptions, seen: string | null): string {
  const { what, skipRefused, source, region, format, allowVanish } = options;
  const query = new URLSearchParams({ skipRefused: String(skipRefused) });
  if (what === 'aeds') {
    query.set('allowVanish', String(allowVanish));
    if (source.trim() !== '') query.set('source', source.trim());
    if (region.trim() !== '') query.set('region', region.trim());
    if (format !== '') query.set('format', format);
  }
  if (seen !== null) query.set('seen', seen);
  return query.toString();
}
