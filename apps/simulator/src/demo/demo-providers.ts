import type { PushAddressMessage } from '#contracts/reach-api';
import { DELIVERY_SUBJECTS, type DeliverySubject } from '#core/delivery';
import { SECOND_MS } from '#core/units';
import { startFakeProviders, type FakeProviders } from '../providers/fake-providers';
import type { Phone } from './phone';
import type { SignedIn } from './set-up';

/** An SMS is at the phone after this, and a call is answered; real time. */
const SMS_CARRY_MS = 200;
/** Long enough for an SMS to have rung by then. */
const LATE_MS = 8 * SECOND_MS;

/** Which share of the pushes goes wrong. */
export interface PushFaults {
  readonly seed: string;
  readonly pushDrop: number;
  readonly pushLate: number;
}

/** The local providers, with the phones of the demo at their other end. */
export class DemoProviders {
  private constructor(readonly fakes: FakeProviders) {}

  /** Starts them on this machine. */
  static async start({ seed, pushDrop, pushLate }: PushFaults): Promise<DemoProviders> {
    const fakes = await startFakeProviders({
      smsCarryMs: SMS_CARRY_MS,
      faults: { seed, pushDropShare: pushDrop, pushLateShare: pushLate, lateMs: LATE_MS },
    });
    return new DemoProviders(fakes);
  }

  /** What a server at `url` has to be told to use them. */
  env(url: string): Record<string, string> {
    this.fakes.setCallbackTarget(url);
    return this.fakes.env();
  }

  /** Where a phone is pushed. */
  pushAddress({ responderId }: Pick<SignedIn, 'responderId'>): PushAddressMessage {
    return { channel: 'push', token: tokenOf(responderId), permission: 'granted' };
  }

  /** Puts a phone at the other end of its address and number. */
  connect(phone: Phone): void {
    const { responderId, number } = phone.owner;
    this.fakes.onPush(tokenOf(responderId), ({ data = {} }) => {
      const { alertId, subject } = contentOf(data);
      void phone.wake('push', alertId, subject);
    });
    if (number === null) return;
    this.fakes.onSms(number, ({ channel, text }) => {
      if (channel === 'sms') phone.outside.readSms(text);
      else void this.answerCall(phone, number, text);
    });
  }

  /** Somebody writes to Closeby; resolves when the gateway has passed it on. */
  async sendSms(from: string, text: string): Promise<void> {
    await this.fakes.reply(from, text);
  }

  async stop(): Promise<void> {
    await this.fakes.stop();
  }

  private async answerCall(phone: Phone, number: string, speech: string): Promise<void> {
    const key = phone.outside.takeCall(speech);
    if (key !== null) await this.fakes.press(number, key);
    await phone.look('opened');
  }
}

function tokenOf(responderId: string): string {
  return `demo-${responderId}`;
}

/** What a push says; whatever it does not say makes the app ask. */
function contentOf(data: Readonly<Record<string, string>>): {
  readonly alertId: string;
  readonly subject: DeliverySubject;
} {
  const subject = DELIVERY_SUBJECTS.find(
    (each) => each === data['subject'] || each === data['kind'],
  );
  return { alertId: data['alertId'] ?? '', subject: subject ?? 'alert' };
}
