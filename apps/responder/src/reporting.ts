import type { SendReportMessage } from '#contracts/field-report-api';
import { FIELD_REPORT_KINDS, type FieldReportKind } from '#core/field-report';
import type { Place } from '#core/geometry';
import { fromPlace } from '#web/points';
import { REPORT_KIND_WORDS } from '#web/field-words';
import { t } from '#web/language';
import { OwnPart, type OwnListener } from './own-part';
import type { Outbox } from './outbox';

const PLACE_TIMEOUT_MS = 15_000;
const PLACE_AGE_MAX_MS = 60_000;

interface Report extends Pick<SendReportMessage, 'calloutId' | 'facts' | 'text'> {
  readonly photo: File | null;
}

/** A report that is being written; sent, it goes through the outbox. */
export class Reporting extends OwnPart {
  kind: FieldReportKind = 'river-level';

  constructor(
    listener: OwnListener,
    private readonly outbox: Outbox,
  ) {
    super(listener);
  }

  choose(kind: string): void {
    this.kind = FIELD_REPORT_KINDS.find((one) => one === kind) ?? 'other';
    this.listener.onChange();
  }

  async send({ photo, ...report }: Report): Promise<boolean> {
    return this.doing(async () => {
      const place = await placeNow();
      if (place === null) return NO_PLACE;
      const reportId = crypto.randomUUID();
      const seenAt = new Date().toISOString();
      const body: SendReportMessage = { ...report, reportId, seenAt, place: fromPlace(place) };
      const path = '/v1/me/field-reports';
      const words = { method: 'POST', path, body } as const;
      const picture = { method: 'PUT', path: `${path}/${reportId}/photo`, body: photo } as const;
      const requests = photo === null ? [words] : [words, picture];
      await this.outbox.add({ id: reportId, what: REPORT_KIND_WORDS[this.kind], requests });
      return { ok: true, value: undefined };
    }, t('It is on its way. Without network it is kept and sent later.'));
  }

  forget(): void {
    this.kind = 'river-level';
    this.quieten();
  }
}

const NO_PLACE = {
  ok: false,
  problem: {
    code: 'place-invalid',
    detail: t('the phone does not know where it is: allow it to see its place and try again'),
  },
} as const;

async function placeNow(): Promise<Place | null> {
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lat: coords.latitude, lon: coords.longitude }),
      () => resolve(null),
      { enableHighAccuracy: true, timeout: PLACE_TIMEOUT_MS, maximumAge: PLACE_AGE_MAX_MS },
    );
  });
}
