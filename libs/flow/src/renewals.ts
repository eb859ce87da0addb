import { ENDING_WITHIN_MS } from '#core/credential-renewal';
import { whyUnavailable } from '#core/availability';
import { DAY_MS, MINUTE_MS } from '#core/units';
import type { EndingCredentialView } from '#contracts/credential-api';
import { toIso } from '#contracts/shapes';
import { localTime } from '#flow/local-time';
import type { PersonalMessages } from '#flow/personal-messages';
import type { Clock, CredentialStore, DueReminder, Ids, Page, PageRequest } from '#flow/ports';

/** A reminder that is in hand for so long was left by a worker that died, and is taken anew. */
export const REMINDER_LEASE_MS = 10 * MINUTE_MS;
/** Reminders taken at a time. */
const REMINDERS_PER_ROUND = 50;

/** Reminds people of credentials that come to their end. */
export class Renewals {
  constructor(
    private readonly ports: {
      readonly credentials: CredentialStore;
      readonly messages: Pick<PersonalMessages, 'send'>;
      readonly clock: Clock;
      readonly ids: Ids;
      /** Told of what failed; the others go out all the same. */
      readonly onError: (error: unknown) => void;
    },
  ) {}

  /**
   * Sends the reminders that are due, each once, by e-mail and to the phones of its person; a
   * phone that may not disturb them now is left alone. What nobody took is tried again when its
   * lease has run out. Any number of workers may do this at once.
   *
   * @returns how many were taken
   */
  async remind(): Promise<number> {
    const { clock, ids, credentials } = this.ports;
    const leaseId = ids.id();
    const due = await credentials.takeReminders({
      ...{ leaseId, now: clock.now(), max: REMINDERS_PER_ROUND },
      leaseMs: clock.stretch(REMINDER_LEASE_MS),
    });
    for (const reminder of due) {
      try {
        const taken = await this.send(reminder);
        if (taken) await credentials.reminderSent(reminder, leaseId, clock.now());
      } catch (error) {
        this.ports.onError(error);
      }
    }
    return due.length;
  }

  /** Credentials that end within 30 days, soonest first, with the reminders that went out. */
  async ending(organisationId: string, page: PageRequest): Promise<Page<EndingCredentialView>> {
    const now = this.ports.clock.now();
    const ends = { now, until: now + ENDING_WITHIN_MS };
    const found = await this.ports.credentials.endingCredentials(organisationId, ends, page);
    const items = found.items.map(({ validTo, remindedDays, ...one }) => ({
      ...{ ...one, validTo: toIso(validTo), remindedDays: [...remindedDays] },
    }));
    return { items, nextCursor: found.nextCursor };
  }

  /** True where any of the ways took it. */
  private async send(reminder: DueReminder): Promise<boolean> {
    const { organisationId, language, email, declined } = reminder;
    const said = { organisationId, language, kind: 'credential-ending', ttlMs: DAY_MS } as const;
    const notice = { kind: 'credential-ending' } as const;
    const pushes = this.mayDisturb(reminder) ? reminder.pushes : [];
    const taken = await Promise.all([
      ...pushes.map((push) => this.ports.messages.send({ ...said, ...push, notice })),
      ...(email === null || declined.includes('email')
        ? []
        : [this.ports.messages.send({ ...said, channel: 'email', address: email })]),
    ]);
    return taken.includes(true);
  }

  private mayDisturb({ availability, timeZone }: DueReminder): boolean {
    const now = this.ports.clock.now();
    const { minuteOfWeek } = localTime(timeZone, now);
    return whyUnavailable(availability, { now, minuteOfWeek, lifeThreatening: false }) === null;
  }
}
