import type { DeliverySubject } from '#core/delivery';
import type { Reply } from '../city/replies';
import type { AlertLog } from './alert-log';
import type { Timer, VirtualTimers } from './virtual-timers';

/** What SMS and calls need of the phone and of the person who holds it. */
export interface OutsideSide {
  readonly responderId: string;
  readonly log: AlertLog;
  readonly timers: VirtualTimers;
  /** How this person answers the next alert that is put to them. */
  readonly nextReply: () => Reply;
  /** Whether the app has the alert of this code; then it is answered there. */
  readonly isInApp: (code: string) => boolean;
  /** Resolves when the gateway has passed it on. */
  readonly sendSms: (text: string) => Promise<void>;
  readonly openApp: () => Promise<void>;
}

/** A code is the only group of three digits in a text of ours. */
const CODE = /\b\d{3}\b/;
const SUBJECTS: readonly (readonly [RegExp, DeliverySubject])[] = [
  [/stand down/i, 'stood-down'],
  [/has changed/i, 'changed'],
];

/** The key to press for each answer; those who do not answer hang up. */
const KEYS = { accept: '1', decline: '2', none: null } as const;

/**
 * SMS and calls in one person's hands. They know no more than the text says, so a yes goes back as
 * an SMS with the code of the text; then they open the app to see where to go.
 */
export class OutsideApp {
  /** Whether this person has ever answered beside the app. */
  hasAnswered = false;
  private readonly plans = new Map<string, Timer>();

  constructor(private readonly side: OutsideSide) {}

  /** The phone beeps; its owner answers after their usual time, if the app has not rung as well. */
  readSms(text: string): void {
    const { responderId, log } = this.side;
    const code = CODE.exec(text)?.[0] ?? null;
    const subject = subjectOf(text);
    log.hearOutside({ responderId, by: 'sms', subject, code });
    if (subject !== 'alert') {
      if (code !== null) this.forget(code);
      void this.side.openApp();
    } else if (code !== null && !this.plans.has(code) && !this.side.isInApp(code)) this.plan(code);
  }

  /** The phone rings; its owner listens and presses a key, or none. Resolves with the key. */
  takeCall(speech: string): '1' | '2' | null {
    const { responderId, log } = this.side;
    const subject = subjectOf(speech);
    log.hearOutside({ responderId, by: 'voice', subject, code: null });
    if (subject !== 'alert') return null;
    const key = KEYS[this.side.nextReply().kind];
    this.hasAnswered ||= key !== null;
    return key;
  }

  /** The app has it now, so it is answered there. */
  forget(code: string): void {
    this.plans.get(code)?.cancel();
    this.plans.delete(code);
  }

  private plan(code: string): void {
    const { timers, nextReply } = this.side;
    const reply = nextReply();
    if (reply.kind === 'none') return;
    const text = `${reply.kind === 'accept' ? 'YES' : 'NO'} ${code}`;
    const answer = (): void => void this.answer(code, text);
    this.plans.set(code, timers.after(reply.afterMs, answer));
  }

  private async answer(code: string, text: string): Promise<void> {
    if (this.side.isInApp(code)) return;
    this.hasAnswered = true;
    await this.side.sendSms(text);
    await this.side.openApp();
  }
}

function subjectOf(text: string): DeliverySubject {
  return SUBJECTS.find(([pattern]) => pattern.test(text))?.[1] ?? 'alert';
}
