import type { DeliveryChannel } from '#core/delivery';
import {
  mayRingOutside,
  NOTE_ATTEMPTS_MAX,
  NOTE_SEEN_WITHIN_MS,
  NOTE_TRY_AGAIN_MS,
  whyNoNote,
} from '#core/note';
import { exerciseWord, noteWords } from '#core/note-words';
import { HOUR_MS, MINUTE_MS, type Instant } from '#core/units';
import { localTime } from '#flow/local-time';
import { renderNote } from '#flow/notes';
import type {
  BookingStore,
  Channel,
  ChannelMessage,
  Channels,
  Clock,
  DueNote,
  HandOver,
  Ids,
  Live,
  NoteStore,
  ReachStore,
} from '#flow/ports';

/** A note that is in hand for so long was left by a worker that died, and is taken anew. */
export const NOTE_LEASE_MS = 2 * MINUTE_MS;
/** Taken at a time; as many are on their way at once. */
export const NOTES_PER_ROUND = 64;
/** A provider may keep a note for a phone that is off so long. */
const NOTE_TTL_MS = 6 * HOUR_MS;

/** What came of one step: ways that took it, and whether anything is left to be tried. */
interface Step {
  readonly by: readonly DeliveryChannel[];
  readonly tryAgain: boolean;
}

/** What a note is in one language: the parts of a message that every address gets. */
type Message = Omit<ChannelMessage, 'address'>;

/**
 * Carries notes: first to the app, by the open socket and by push; and where nobody has seen it
 * there within two minutes, by SMS, or by e-mail to whoever has no telephone or declined SMS.
 * Whether somebody should get it is asked anew at each step.
 */
export class SendNotes {
  constructor(
    private readonly ports: {
      readonly notes: NoteStore;
      readonly bookings: Pick<BookingStore, 'booking'>;
      readonly reach: Pick<ReachStore, 'dropPushAddress'>;
      readonly live: Pick<Live, 'tellNote' | 'connected'>;
      readonly channels: Channels;
      readonly clock: Clock;
      readonly ids: Ids;
      /** Told of what failed; the others go out all the same. */
      readonly onError: (error: unknown) => void;
    },
  ) {}

  /**
   * Takes what is due, of all organisations, and hands it over. Any number of workers may do this
   * at once.
   *
   * @returns how many were taken
   */
  async round(): Promise<number> {
    const { clock, ids, notes } = this.ports;
    const leaseId = ids.id();
    const due = await notes.takeNotes({
      ...{ leaseId, now: clock.now(), max: NOTES_PER_ROUND },
      leaseMs: clock.stretch(NOTE_LEASE_MS),
    });
    const people = due.flatMap(({ note }) => note.responderId ?? []);
    const onSocket = people.length === 0 ? new Set<string>() : await this.onSocket(people);
    await Promise.all(due.map((each) => this.handle(each, leaseId, onSocket)));
    return due.length;
  }

  private async onSocket(people: readonly string[]): Promise<ReadonlySet<string>> {
    try {
      return await this.ports.live.connected(people);
    } catch (error) {
      this.ports.onError(error);
      return new Set();
    }
  }

  /** An accident on the way is told, and the note is taken anew when its lease has run out. */
  private async handle(
    due: DueNote,
    leaseId: string,
    onSocket: ReadonlySet<string>,
  ): Promise<void> {
    try {
      const { organisationId, id: noteId, seenAt } = due.note;
      const of = { organisationId, noteId, leaseId };
      const end = { by: [], spared: null, nextAt: null, resetAttempts: false };
      const spared = seenAt === null ? this.whyNot(due) : null;
      if (seenAt !== null || spared !== null) {
        await this.ports.notes.noteHandled({ ...of, ...end, spared });
        return;
      }
      await this.carry(await this.withPhone(due), leaseId, onSocket);
    } catch (error) {
      this.ports.onError(error);
    }
  }

  /** Of somebody without an account, whose telephone stands with their booking. */
  private async withPhone(due: DueNote): Promise<DueNote> {
    const { organisationId, bookingId } = due.note;
    if (bookingId === null) return due;
    const entry = await this.ports.bookings.booking(organisationId, bookingId);
    return { ...due, phone: entry?.phone ?? null };
  }

  private whyNot({ person, note, timeZone }: DueNote): string | null {
    const now = this.ports.clock.now();
    const { minuteOfWeek } = localTime(timeZone, now);
    return whyNoNote(person, note, { now, minuteOfWeek });
  }

  private async carry(due: DueNote, leaseId: string, onSocket: ReadonlySet<string>): Promise<void> {
    const { clock, notes } = this.ports;
    const { organisationId, id: noteId, by } = due.note;
    const inApp = by.length === 0 ? await this.toApp(due, onSocket) : NOTHING;
    const waits = inApp.by.length > 0;
    const outside = waits ? NOTHING : await this.outside(due);
    const tryAgain = outside.by.length === 0 && (inApp.tryAgain || outside.tryAgain);
    const more = waits && this.waysOutside(due).length > 0;
    const nextAt = this.nextAt({ more, tryAgain, attempt: due.attempt });
    const took = [...inApp.by, ...outside.by];
    await notes.noteHandled({
      ...{ organisationId, noteId, leaseId, by: took },
      spared: nextAt === null && took.length + by.length === 0 ? 'no-way' : null,
      nextAt: nextAt === null ? null : clock.now() + nextAt,
      resetAttempts: more,
    });
  }

  /** After how long it is looked at again, on this clock; null: it is over. */
  private nextAt(after: {
    readonly more: boolean;
    readonly tryAgain: boolean;
    readonly attempt: number;
  }): Instant | null {
    if (after.more) return NOTE_SEEN_WITHIN_MS;
    if (!after.tryAgain || after.attempt >= NOTE_ATTEMPTS_MAX) return null;
    return this.ports.clock.stretch(NOTE_TRY_AGAIN_MS);
  }

  private async toApp(due: DueNote, onSocket: ReadonlySet<string>): Promise<Step> {
    const { note, pushes } = due;
    const isThere = note.responderId !== null && onSocket.has(note.responderId);
    if (isThere) this.ports.live.tellNote(note.responderId, renderNote(note, due.language));
    const message = this.messageOf(due);
    const pushed = await Promise.all(
      pushes.map(async ({ channel, address }) => {
        const answer = await this.ask(this.ports.channels[channel], { ...message, address });
        if (answer.outcome === 'address-gone') {
          await this.ports.reach.dropPushAddress(address, this.ports.clock.now());
        }
        return { channel, answer };
      }),
    );
    const step = stepOf(pushed);
    return { ...step, by: [...(isThere ? (['live'] as const) : []), ...step.by] };
  }

  /** By SMS; by e-mail where there is no SMS, or it is not worth one. */
  private async outside(due: DueNote): Promise<Step> {
    for (const { channel, address } of this.waysOutside(due)) {
      const message = { ...this.messageOf(due), text: outsideText(due, channel), address };
      const answer = await this.ask(this.ports.channels[channel], message);
      const step = stepOf([{ channel, answer }]);
      if (step.by.length > 0 || step.tryAgain) return step;
    }
    return NOTHING;
  }

  private waysOutside({ note, phone, email, declined }: DueNote) {
    const { channels } = this.ports;
    const ways = [
      ...(mayRingOutside(note.kind) ? [{ channel: 'sms' as const, address: phone }] : []),
      { channel: 'email' as const, address: email },
    ];
    return ways.flatMap(({ channel, address }) => {
      if (address === null || declined.includes(channel)) return [];
      return channels[channel] === undefined ? [] : [{ channel, address }];
    });
  }

  private messageOf({ note, language }: DueNote): Message {
    const { id } = note;
    const { title, body } = noteWords(note, language);
    return {
      ...{ deliveryId: id, alertId: id, language, about: 'callout', subject: 'changed' },
      ...{ rank: 'callout', collapseKey: id, ttlMs: NOTE_TTL_MS, text: { title, body } },
      notice: { kind: 'note', noteId: id },
    };
  }

  private async ask(way: Channel | undefined, message: ChannelMessage): Promise<HandOver> {
    if (way === undefined) return { outcome: 'refused', error: 'this channel is not set up' };
    return way.handOver(message);
  }
}

const NOTHING: Step = { by: [], tryAgain: false };

/** An SMS has no title: it begins with who writes and why. */
function outsideText({ note, language }: DueNote, channel: 'sms' | 'email') {
  const { title, body } = noteWords({ ...note, isExercise: false }, language);
  const before = note.isExercise ? `${exerciseWord(language)} ` : '';
  if (channel === 'email') return { title: `${before}Closeby: ${title}`, body: before + body };
  return { title, body: `${before}CLOSEBY: ${title}. ${body}` };
}

function stepOf(
  tried: readonly { readonly channel: DeliveryChannel; readonly answer: HandOver }[],
): Step {
  const by = tried.filter(({ answer }) => answer.outcome === 'taken').map((one) => one.channel);
  const soon = ['try-again', 'no-answer'];
  return {
    by: [...new Set(by)],
    tryAgain: by.length === 0 && tried.some(({ answer }) => soon.includes(answer.outcome)),
  };
}
