import type { OwnWatchPointsView, SendReadingMessage } from '#contracts/watch-point-api';
import { t } from '#web/language';
import { OwnPart, type OwnListener } from './own-part';
import type { Outbox } from './outbox';

type Point = OwnWatchPointsView['items'][number];

/** The drains, gauges and banks this person looks after. */
export class Watching extends OwnPart {
  points: readonly Point[] | null = null;

  constructor(
    listener: OwnListener,
    private readonly outbox: Outbox,
  ) {
    super(listener);
  }

  async load(): Promise<void> {
    await this.fetching(this.listener.ask<OwnWatchPointsView>('/v1/me/watch-points'), (view) => {
      this.points = view.items;
    });
  }

  async read(point: Point, value: number, note: string | null): Promise<void> {
    const readingId = crypto.randomUUID();
    const seenAt = new Date().toISOString();
    const body: SendReadingMessage = { readingId, value, seenAt, note };
    const path = `/v1/me/watch-points/${encodeURIComponent(point.pointRef)}/readings`;
    const what = t('Reading at {{name}}', { name: point.name });
    await this.outbox.add({ id: readingId, what, requests: [{ method: 'POST', path, body }] });
    this.news = t('Your reading at {{name}} is on its way. Without network it is kept.', {
      name: point.name,
    });
    await this.load();
  }

  forget(): void {
    this.points = null;
    this.quieten();
  }
}
