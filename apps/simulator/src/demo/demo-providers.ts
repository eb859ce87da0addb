import { z } from 'zod';
import type { PushAddressMessage } from '#contracts/reach-api';
import { DELIVERY_SUBJECTS } from '#core/delivery';
import { SECOND_MS } from '#core/units';
import { startFakeProviders, type FakeProviders } from '../providers/fake-providers';
import type { CommonBehaviour } from '../providers/treatments';
import type { Phone } from './phone';
import type { SignedIn } from './set-up';

/** An SMS is at the phone after this, and a call is answered; real time. */
const SMS_CARRY_MS = 200;
/** Long enough for an SMS to have rung by then. */
const LATE_MS = 8 * SECOND_MS;

/** What of a push an app looks at. */
const pushDataSchema = z.object({ kind: z.string(), alertId: z.string() });
const webPushSchema = z.object({ data: pushDataSchema });

/** Which share of the pushes goes wrong. */
export interface PushFaults {
  readonly seed: string;
  readonly pushDrop: number;
  readonly pushLate: number;
}

/** The local providers, with the phones of the demo at their other end. */
export class DemoProviders {
  /** Where browsers are pushed, by the id of who holds them. */
  private readonly endpoints = new Map<string, string>();

  private constructor(private readonly fakes: FakeProviders) {}

  /** Starts them on this machine. */
  static async start({ seed, pushDrop, pushLate }: PushFaults): Promise<DemoProviders> {
    const shares = { dropShare: pushDrop, lateShare: pushLate, lateMs: LATE_MS };
    const fcm = { pushDropShare: pushDrop, pushLateShare: pushLate, lateMs: LATE_MS };
    const fakes = await startFakeProviders({
      smsCarryMs: SMS_CARRY_MS,
      faults: { seed, ...fcm, webPush: shares },
    });
    return new DemoProviders(fakes);
  }

  /** What a server at `url` has to be told to use them. */
  env(url: string): Record<string, string> {
    this.fakes.setCallbackTarget(url);
    return this.fakes.env();
  }

  /** Where a phone is pushed from now on. */
  pushAddress({ responderId, reach }: Omit<SignedIn, 'token'>): PushAddressMessage {
    const permission = 'granted';
    if (reach.push !== 'web-push') {
      return { channel: 'push', token: tokenOf(responderId), permission };
    }
    const subscription = this.fakes.subscribe();
    this.endpoints.set(responderId, subscription.endpoint);
    return { channel: 'web-push', subscription, permission };
  }

  /** Puts a phone at the other end of its address and number. */
  connect(phone: Phone): void {
    const { responderId, number } = phone.owner;
    const endpoint = this.endpoints.get(responderId);
    if (endpoint === undefined) {
      this.fakes.onPush(tokenOf(responderId), ({ data }) => wake(phone, 'push', data));
    } else {
      this.fakes.onWebPush(endpoint, ({ text }) => {
        wake(phone, 'web-push', webPushSchema.parse(JSON.parse(text)).data);
      });
    }
    if (number === null) return;
    this.fakes.onSms(number, ({ channel, text }) => {
      if (channel === 'sms') phone.outside.readSms(text);
      else void this.answerCall(phone, number, text);
    });
  }

  /** Treats all pushes to somebody's phone in this way from now on. */
  treat(responderId: string, behaviour: CommonBehaviour): void {
    const endpoint = this.endpoints.get(responderId);
    if (endpoint === undefined) this.fakes.fcm.treat(tokenOf(responderId), behaviour);
    else this.fakes.webPush.treatments.treat(endpoint, behaviour);
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

function wake(phone: Phone, by: 'push' | 'web-push', data: unknown): void {
  const { kind, alertId } = pushDataSchema.parse(data);
  const subject = DELIVERY_SUBJECTS.find((each) => each === kind) ?? 'alert';
  void phone.wake(by, alertId, subject);
}
