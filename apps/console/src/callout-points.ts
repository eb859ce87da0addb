import type { BookingView } from '#contracts/booking-api';
import type { ArrivalsView, DeskOpened, DeskView } from '#contracts/muster-api';
import type { PassGivenView, PassView } from '#contracts/pass-api';
import { t } from '#web/language';
import { CalloutPartState } from './callout-part';

interface GivePass {
  readonly label: string;
  readonly usesMax: number;
  readonly validUntil: string;
  readonly musterKey: string | null;
}

/** Muster points: who arrives when, the desks that stand there, and passes for helpers. */
export class CalloutPoints extends CalloutPartState {
  arrivals: ArrivalsView | null = null;
  passes: readonly PassView[] | null = null;
  /** Who is checked in. */
  present: readonly BookingView[] | null = null;
  desks: readonly DeskView[] | null = null;
  /** The pass or desk that was just made: its code is shown this once. */
  pass: PassGivenView | null = null;
  desk: DeskOpened | null = null;

  override async load(): Promise<void> {
    const mayRun = this.listener.may('run-muster');
    await Promise.all([
      this.taking(this.get<ArrivalsView>('/arrivals'), (view) => {
        this.arrivals = view;
      }),
      this.taking(
        this.get<{ items: readonly BookingView[] }>('/bookings?status=checked-in&limit=200'),
        ({ items }) => {
          this.present = items;
        },
      ),
      mayRun
        ? this.taking(this.get<{ items: readonly PassView[] }>('/passes'), ({ items }) => {
            this.passes = items;
          })
        : null,
      mayRun
        ? this.taking(this.get<{ items: readonly DeskView[] }>('/muster-desks'), ({ items }) => {
            this.desks = items;
          })
        : null,
    ]);
  }

  givePass(body: GivePass): Promise<boolean> {
    return this.deed<PassGivenView>('/passes', {
      ...{ body, news: t('The pass is made.') },
      after: (pass) => {
        this.pass = pass;
      },
    });
  }

  revoke({ passId, label }: PassView): Promise<boolean> {
    const news = t('Nobody can join by “{{label}}” any more.', { label });
    return this.deed(`/passes/${passId}/revoke`, { news });
  }

  openDesk(musterKey: string | null): Promise<boolean> {
    return this.deed<DeskOpened>('/muster-desks', {
      ...{ body: { musterKey }, news: t('The desk is ready.') },
      after: (desk) => {
        this.desk = desk;
      },
    });
  }

  endDesk({ deskId }: DeskView): Promise<boolean> {
    return this.deed(`/muster-desks/${deskId}/end`, { news: t('The desk is closed.') });
  }

  override quieten(): void {
    super.quieten();
    this.pass = null;
    this.desk = null;
  }

  protected override clear(): void {
    this.arrivals = null;
    this.passes = null;
    this.present = null;
    this.desks = null;
  }
}
