import type { HandleReplyMessage, ReplyPage, ReplyView } from '#contracts/reply-api';
import { sentenceOf } from '#web/problem-words';
import type { PageListener } from './asker';
import { openFirst, repliesOf } from './reply-order';

const PATH = '/v1/replies';
const PAGE_MAX = 100;

/** What people wrote back: those nobody has looked at first, then the newest. */
export class Replies {
  loaded = false;
  problem: string | null = null;
  busy: string | null = null;
  /** There are older ones than are listed. */
  more = false;
  private readonly byId = new Map<string, ReplyView>();

  constructor(private readonly listener: PageListener) {}

  /** Fetches every open reply, and the newest of the others. */
  async load(): Promise<void> {
    const [open, all] = await Promise.all([
      this.listener.ask<ReplyPage>(`${PATH}?status=open&limit=${PAGE_MAX}`),
      this.listener.ask<ReplyPage>(`${PATH}?limit=${PAGE_MAX}`),
    ]);
    if (open.ok && all.ok) {
      this.byId.clear();
      for (const reply of [...all.value.items, ...open.value.items]) this.byId.set(reply.id, reply);
      this.more = all.value.nextCursor !== null;
      this.loaded = true;
      this.problem = null;
    } else {
      const refused = open.ok ? all : open;
      this.problem = refused.ok ? null : sentenceOf(refused.problem);
    }
    this.listener.onChange();
  }

  /** Fetches those of one incident, however old they are. */
  async loadOf(aboutId: string): Promise<void> {
    const path = `${PATH}?aboutId=${encodeURIComponent(aboutId)}&limit=${PAGE_MAX}`;
    const reply = await this.listener.ask<ReplyPage>(path);
    if (!reply.ok) return;
    for (const each of reply.value.items) this.byId.set(each.id, each);
    this.listener.onChange();
  }

  /** Takes one as it now stands. */
  take(reply: ReplyView): void {
    this.byId.set(reply.id, reply);
    this.listener.onChange();
  }

  list(): ReplyView[] {
    return openFirst([...this.byId.values()]);
  }

  /** Those of one incident and its people. */
  of(aboutId: string, responderIds: readonly string[]): ReplyView[] {
    return repliesOf(this.list(), aboutId, responderIds);
  }

  openCount(): number {
    return [...this.byId.values()].filter(({ status }) => status === 'open').length;
  }

  /** Marks one as handled, with a note of what was done. */
  async handle(reply: ReplyView, note: string): Promise<void> {
    if (this.busy !== null) return;
    this.busy = reply.id;
    this.problem = null;
    this.listener.onChange();
    const body: HandleReplyMessage = note === '' ? {} : { note };
    const path = `${PATH}/${encodeURIComponent(reply.id)}/handle`;
    const answer = await this.listener.ask<ReplyView>(path, { method: 'POST', body });
    this.busy = null;
    if (answer.ok) this.byId.set(answer.value.id, answer.value);
    else this.problem = sentenceOf(answer.problem);
    this.listener.onChange();
  }

  forget(): void {
    this.byId.clear();
    this.loaded = false;
    this.problem = null;
  }
}
