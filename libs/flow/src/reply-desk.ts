import { ok, refuse, type Result } from '#core/problem';
import type { HandleReplyMessage, ReplyView } from '#contracts/reply-api';
import type {
  Clock,
  IncidentStore,
  Live,
  Page,
  PageRequest,
  ReplyInbox,
  StoredReply,
} from '#flow/ports';
import { renderReply } from '#flow/reply-view';

/** Where humans read what people wrote back, and say that they have dealt with it. */
export class ReplyDesk {
  constructor(
    private readonly ports: {
      readonly replies: ReplyInbox;
      readonly incidents: Pick<IncidentStore, 'addFacts'>;
      readonly live: Pick<Live, 'tellControl'>;
      readonly clock: Clock;
    },
  ) {}

  /** Replies of an organisation, newest first; of one status, of one incident or call-out. */
  async list(
    organisationId: string,
    filter: {
      readonly status?: StoredReply['status'] | undefined;
      readonly aboutId?: string | undefined;
    },
    page: PageRequest,
  ): Promise<Page<ReplyView>> {
    const { status = null, aboutId = null } = filter;
    const found = await this.ports.replies.replies(organisationId, { status, aboutId }, page);
    return { ...found, items: found.items.map(renderReply) };
  }

  /**
   * Marks an open reply as dealt with, for everybody to see.
   *
   * @param caller who dealt with it; its key is kept
   * @returns refusal `not-found` where there is no such open reply
   */
  async handle(
    caller: { readonly organisationId: string; readonly keyId: string },
    replyId: string,
    message: HandleReplyMessage,
  ): Promise<Result<ReplyView>> {
    const { organisationId, keyId: by } = caller;
    const now = this.ports.clock.now();
    const note = message.note ?? null;
    const handled = await this.ports.replies.handle({ organisationId, replyId, by, note, now });
    if (handled === null) return refuse('not-found', 'There is no such reply that is open.');
    const { about, aboutId, responderId } = handled;
    const view = renderReply(handled);
    this.ports.live.tellControl(organisationId, { event: 'reply', view });
    if (aboutId === null || about === 'drill') return ok(view);
    const incidentId = about === 'incident' ? aboutId : null;
    const kind = 'reply-handled' as const;
    const facts = await this.ports.incidents.addFacts({
      organisationId,
      incidentId,
      calloutId: incidentId === null ? aboutId : null,
      facts: [{ kind, at: now, actor: 'dispatcher', responderId, detail: { replyId } }],
      notAlerted: [],
      now,
    });
    for (const fact of incidentId === null ? [] : facts) {
      const told = { event: 'fact' as const, incidentId: incidentId ?? '', fact };
      this.ports.live.tellControl(organisationId, told);
    }
    return ok(view);
  }
}
