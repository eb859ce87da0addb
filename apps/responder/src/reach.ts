import type { AvailabilityMessage, OwnReachView, SetReachMessage } from '#contracts/reach-api';
import type { Problem } from '#core/problem';
import type { Reply } from '#web/http';
import { HoursDraft } from './hours-draft';
import { paths } from './paths';

/** The parts of the settings that are saved on their own, each with its own word of refusal. */
export type ReachPart = 'mute' | 'hours' | 'quiet' | 'ways' | 'language';

export interface ReachListener {
  /** Asks the server as this phone; a body is put there. */
  readonly ask: <T>(path: string, body?: unknown) => Promise<Reply<T>>;
  readonly onChange: () => void;
}

/** When and how this person is called, and whether their phone would ring. */
export class Reach {
  /** Null until it is known. */
  view: OwnReachView | null = null;
  busy: ReachPart | null = null;
  /** Why the last change was not made, and in which part. */
  problem: { readonly part: ReachPart; readonly problem: Problem } | null = null;
  /** The part that has just been saved. */
  saved: ReachPart | null = null;

  /** The weekly schedule as it is being edited. */
  readonly draft = new HoursDraft(() => this.listener.onChange());

  constructor(private readonly listener: ReachListener) {}

  async load(): Promise<void> {
    const reply = await this.listener.ask<OwnReachView>(paths.reach);
    // A change on its way brings a newer word than this one.
    if (reply.ok && this.busy === null) this.take(reply.value);
    this.listener.onChange();
  }

  /** Changes one part; what is left out of the message stays as it is. */
  async set(part: ReachPart, change: SetReachMessage): Promise<void> {
    if (this.busy !== null) return;
    this.busy = part;
    this.problem = null;
    this.saved = null;
    this.listener.onChange();
    const reply = await this.listener.ask<OwnReachView>(paths.reach, change);
    this.busy = null;
    if (reply.ok) {
      if (part === 'hours') this.draft.settle();
      this.take(reply.value);
      this.saved = part;
    } else {
      this.problem = { part, problem: reply.problem };
    }
    this.listener.onChange();
  }

  /** Changes one part of the availability and leaves its others. */
  async setAvailability(part: ReachPart, change: Partial<AvailabilityMessage>): Promise<void> {
    if (this.view === null) return;
    await this.set(part, { availability: { ...this.view.availability, ...change } });
  }

  /** Stores the weekly schedule as it was edited. */
  async saveHours(): Promise<void> {
    const schedule = this.draft.read();
    if (schedule === undefined) this.listener.onChange();
    else await this.setAvailability('hours', { schedule });
  }

  /** Takes what the server has said elsewhere: an address was proven. */
  takeNewer(view: OwnReachView): void {
    this.take(view);
    this.listener.onChange();
  }

  /** The settings are opened anew: an edit and the word on the last change are old. */
  quieten(): void {
    this.problem = null;
    this.saved = null;
    this.draft.settle();
    if (this.view !== null) this.take(this.view);
  }

  forget(): void {
    this.view = null;
    this.busy = null;
    this.quieten();
  }

  private take(view: OwnReachView): void {
    this.view = view;
    this.draft.take(view.availability.schedule);
  }
}
