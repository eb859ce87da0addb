import type { DebriefView, MessageView } from '#contracts/message-api';
import type { BookingStatus } from '#core/callout-booking';
import { CalloutPartState } from './callout-part';

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
    return this.deed('/messages', { body, news: 'The message is on its way.' });
  }

  sendDebrief(thanks: string, questions: readonly string[]): Promise<boolean> {
    const news = 'Everybody who came is thanked and asked.';
    return this.deed('/debrief', { body: { thanks, questions }, news });
  }

  protected override clear(): void {
    this.messages = null;
    this.debrief = null;
  }
}
