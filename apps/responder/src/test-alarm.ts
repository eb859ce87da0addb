import type { TestAlarmMessage, TestAlarmView } from '#contracts/drill-api';
import { OwnPart } from './own-part';

const PATH = '/v1/me/test-alarm';
const ASK_AGAIN_MS = 1_000;
/** An alarm that was not heard of for so long after its start has not rung. */
const GIVEN_UP_MS = 25_000;
/** Nothing new comes of it later than this. */
const WINDOW_MS = 120_000;

/** A phone that is rung by its own person, to see whether it would ring. */
export class TestAlarm extends OwnPart {
  /** What has come of the newest one; null before. */
  view: TestAlarmView | null = null;
  /** It has had its time and nothing rang. */
  silent = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private untilMs = 0;

  async ring(afterS: number): Promise<void> {
    this.forget();
    const body: TestAlarmMessage = { testId: crypto.randomUUID(), afterS };
    await this.doing<TestAlarmView>(
      () => this.listener.ask(PATH, { method: 'POST', body }),
      null,
      (view) => {
        this.untilMs = Date.now() + afterS * 1_000 + GIVEN_UP_MS;
        this.take(view);
      },
    );
  }

  /** Seconds until it rings; zero from then on. */
  get leftS(): number {
    if (this.view === null) return 0;
    return Math.max(0, Math.ceil((this.untilMs - GIVEN_UP_MS - Date.now()) / 1_000));
  }

  forget(): void {
    clearTimeout(this.timer);
    this.view = null;
    this.silent = false;
    this.quieten();
  }

  private take(view: TestAlarmView): void {
    this.view = view;
    clearTimeout(this.timer);
    const isOpen = view.state === 'waiting' || view.state === 'rang-unanswered';
    if (isOpen && Date.now() < this.untilMs + WINDOW_MS) {
      this.timer = setTimeout(() => void this.look(view.testId), ASK_AGAIN_MS);
    }
    this.silent = view.state === 'waiting' && Date.now() > this.untilMs;
    this.listener.onChange();
  }

  private async look(testId: string): Promise<void> {
    const reply = await this.listener.ask<TestAlarmView>(`${PATH}/${testId}`);
    if (this.view?.testId !== testId) return;
    this.take(reply.ok ? reply.value : this.view);
  }
}
