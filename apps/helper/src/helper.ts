import type { ConditionsMessage, OwnBookingView } from '#contracts/booking-api';
import type { DebriefAnswerMessage, OwnDebriefView } from '#contracts/message-api';
import type { NoteView } from '#contracts/note-api';
import type { PassJoinedView, PassShownView } from '#contracts/pass-api';
import { Deeds } from '#web/deeds';
import { request, type Reply } from '#web/http';
import { t } from '#web/language';
import { keptJoins, type Join } from './kept-joins';

/** Nothing says live what changes for somebody without an account: it is asked for. */
const AGAIN_MS = 10_000;
/** Notes that stop somebody: they cover the screen until they have been read. */
const STOPS: readonly NoteView['kind'][] = ['stop-coming', 'held-back', 'stood-down'];

export interface HelperListener {
  readonly onChange: () => void;
}

/** Somebody without an account: the pass they opened, and the call-outs they have joined. */
export class Helper extends Deeds<HelperListener> {
  pass: PassShownView | null = null;
  joins: readonly Join[] = keptJoins.all();
  /** What is asked about call-outs that are over, by badge. */
  readonly asked = new Map<string, OwnDebriefView>();
  /** The newest word could not be fetched: what is shown may be old. */
  isOld = false;
  private notes: readonly NoteView[] = [];
  private code: string | null = null;
  /** Made once a form: sent again after a lost answer, nobody joins twice. */
  private joinId: string = crypto.randomUUID();
  private timer: ReturnType<typeof setInterval> | undefined;

  /** Reads the pass of this code, or the one that was opened in this window before. */
  async begin(code: string | null): Promise<void> {
    this.code = code ?? keptJoins.code();
    this.timer ??= setInterval(() => void this.refresh(), AGAIN_MS);
    void this.refresh();
    if (this.code === null) return;
    keptJoins.keepCode(this.code);
    const reply = await post<PassShownView>('/v1/pass/read', { code: this.code });
    if (!reply.ok && reply.problem.code === 'pass-invalid') keptJoins.keepCode(null);
    await this.fetching(Promise.resolve(reply), (pass) => {
      this.pass = pass;
    });
  }

  end(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  async join(said: {
    readonly displayName: string;
    readonly phone: string | null;
    readonly conditions: ConditionsMessage;
  }): Promise<void> {
    const { code, joinId } = this;
    await this.doing<PassJoinedView>(
      () => post('/v1/pass/join', { code, joinId, ...said }),
      null,
      ({ badge, booking }) => {
        keptJoins.keep({ badge, booking });
        keptJoins.keepCode(null);
        this.joins = keptJoins.all();
        this.pass = null;
        this.code = null;
        this.joinId = crypto.randomUUID();
      },
    );
  }

  async leave({ badge }: Join): Promise<void> {
    await this.doing<OwnBookingView>(
      () => post('/v1/pass/leave', { badge }),
      t('They know that you are not coming. Thank you for saying so.'),
      (booking) => this.take({ badge, booking }),
    );
  }

  debrief({ badge }: Join, answer: DebriefAnswerMessage): Promise<boolean> {
    return this.doing(
      () => post('/v1/pass/debrief', { badge, ...answer }),
      answer.callBack ? t('Thank you. Somebody will call you.') : t('Thank you for telling us.'),
      () => this.askedOf(badge),
    );
  }

  /** Takes a call-out that is over off this page. */
  putAway({ badge }: Join): void {
    keptJoins.forget(badge);
    this.joins = keptJoins.all();
    this.listener.onChange();
  }

  /** The newest text that tells this person to stop and was not read; null when none does. */
  stop(): NoteView | null {
    return this.unread().find(({ kind }) => STOPS.includes(kind)) ?? null;
  }

  unread(): readonly NoteView[] {
    return this.notes.filter(({ noteId }) => !keptJoins.hasRead(noteId));
  }

  see({ noteId }: NoteView): void {
    keptJoins.read(noteId);
    this.listener.onChange();
  }

  private async refresh(): Promise<void> {
    const notes: NoteView[] = [];
    let isOld = false;
    for (const { badge } of this.joins) {
      const [status, page] = await Promise.all([
        post<OwnBookingView>('/v1/pass/status', { badge }),
        post<{ readonly items: readonly NoteView[] }>('/v1/pass/notes', { badge }),
      ]);
      if (status.ok) this.take({ badge, booking: status.value });
      if (status.ok && isOver(status.value)) await this.askedOf(badge);
      if (!status.ok) isOld ||= status.problem.code === 'unavailable';
      if (page.ok) notes.push(...page.value.items);
    }
    this.isOld = isOld;
    if (!isOld) this.notes = notes;
    this.listener.onChange();
  }

  /** Questions of a coordinator; without network the old ones stay. */
  private async askedOf(badge: string): Promise<void> {
    type List = { readonly items: readonly OwnDebriefView[] };
    const reply = await post<List>('/v1/pass/debrief-questions', { badge });
    const [asked] = reply.ok ? reply.value.items : [];
    if (asked !== undefined) this.asked.set(badge, asked);
  }

  private take(join: Join): void {
    if (!this.joins.some(({ badge }) => badge === join.badge)) return;
    keptJoins.keep(join);
    this.joins = this.joins.map((one) => (one.badge === join.badge ? join : one));
  }
}

/** Whether nothing more happens in the call-out of this booking. */
export function isOver({ calloutStatus }: OwnBookingView): boolean {
  return calloutStatus === 'closed' || calloutStatus === 'cancelled';
}

function post<T>(path: string, body: unknown): Promise<Reply<T>> {
  return request<T>(path, { method: 'POST', body });
}
