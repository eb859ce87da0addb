import type { BookingView } from '#contracts/booking-api';
import type { DebriefView, MessageView, RecipientView } from '#contracts/message-api';
import type { BookingStatus } from '#core/callout-booking';
import { t } from '#web/language';
import { CalloutPartState } from './callout-part';

const RECIPIENTS_MAX = 200;

/** Somebody a message went to, by name where the roster has it. */
export type NamedRecipient = RecipientView & { readonly displayName: string | null };

interface SendMessage {
  readonly to: {
    readonly statuses: readonly BookingStatus[];
    readonly needKey: string | null;
    readonly musterKey: string | null;
  };
  readonly text: string;
}

/** What people of a call-out were told, what they are asked afterwards, and what they said. */
export class CalloutMessages extends CalloutPartState {
  messages: readonly MessageView[] | null = null;
  debrief: DebriefView | null = null;
  /** Whom one message went to; null while none is opened. */
  recipients: { readonly messageId: string; readonly items: readonly NamedRecipient[] } | null =
    null;

  override async load(): Promise<void> {
    const page = this.get<{ items: readonly MessageView[] }>('/messages?limit=100');
    await Promise.all([
      this.taking(page, ({ items }) => {
        this.messages = items;
      }),
      this.listener.may('run-muster')
        ? this.taking(this.get<DebriefView>('/debrief'), (view) => {
            this.debrief = view;
          })
        : null,
    ]);
  }

  send(body: SendMessage): Promise<boolean> {
    return this.deed('/messages', { body, news: t('The message is on its way.') });
  }

  /** Opens or shuts the list of whom a message went to, by the names of the roster. */
  async showRecipients(messageId: string): Promise<void> {
    if (this.recipients?.messageId === messageId) {
      this.recipients = null;
      this.listener.onChange();
      return;
    }
    const page = `/messages/${encodeURIComponent(messageId)}/recipients?limit=${RECIPIENTS_MAX}`;
    const names = await this.get<{ items: readonly BookingView[] }>('/bookings?limit=200');
    const nameOf = new Map(
      (names.ok ? names.value.items : []).map((one) => [one.bookingId, one.displayName]),
    );
    await this.taking(this.get<{ items: readonly RecipientView[] }>(page), ({ items }) => {
      const named = items.map((one) => ({
        ...one,
        displayName: one.bookingId === null ? null : (nameOf.get(one.bookingId) ?? null),
      }));
      this.recipients = { messageId, items: named };
    });
  }

  sendDebrief(thanks: string, questions: readonly string[]): Promise<boolean> {
    const news = t('Everybody who came is thanked and asked.');
    return this.deed('/debrief', { body: { thanks, questions }, news });
  }

  protected override clear(): void {
    this.messages = null;
    this.debrief = null;
    this.recipients = null;
  }
}
