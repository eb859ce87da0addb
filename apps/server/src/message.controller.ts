import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type {
  DebriefView,
  MessageView,
  OwnDebriefView,
  RecipientView,
} from '#contracts/message-api';
import type { NoteView } from '#contracts/note-api';
import { refuse } from '#core/problem';
import type { Limits, Page } from '#flow/ports';
import { Call, pageOf, Serves, type CallOf } from './call';
import { countedAs } from './client-address';
import type { Flow } from './flow';
import { FLOW, PARTS, type ServerParts } from './parts';
import { unwrap } from './problem.filter';

const OK = 200;
/** Of somebody without an account: what is older has been read, or will not be. */
const NOTES_BY_BADGE = { cursor: null, limit: 50 };

type MessagesFlow = Pick<Flow, 'musterTalk' | 'debriefs' | 'notes' | 'musterDesks'>;

/** Texts to people of a call-out, and what they say afterwards. */
@Controller()
export class MessageController {
  private readonly limits: Limits;

  constructor(
    @Inject(FLOW) private readonly flow: MessagesFlow,
    @Inject(PARTS) parts: ServerParts,
  ) {
    this.limits = parts.world.limits;
  }

  @Serves('sendMessage')
  async send(
    @Call('sendMessage') { caller, params, body }: CallOf<'sendMessage'>,
  ): Promise<MessageView> {
    const of = { organisationId: caller.organisationId, calloutId: params.calloutId };
    const by = { role: caller.role, id: caller.keyId };
    return unwrap(await this.flow.musterTalk.send(of, { ...body, by }));
  }

  @Serves('listMessages')
  async list(
    @Call('listMessages') { caller, params, query }: CallOf<'listMessages'>,
  ): Promise<Page<MessageView>> {
    const of = { organisationId: caller.organisationId, calloutId: params.calloutId };
    return unwrap(await this.flow.musterTalk.messages(of, pageOf(query)));
  }

  @Serves('listRecipients')
  async recipients(
    @Call('listRecipients') { caller, params, query }: CallOf<'listRecipients'>,
  ): Promise<Page<RecipientView>> {
    const of = { organisationId: caller.organisationId, ...params };
    return unwrap(await this.flow.musterTalk.recipients(of, pageOf(query)));
  }

  @Serves('sendDebrief')
  async sendDebrief(
    @Call('sendDebrief') { caller, params, body }: CallOf<'sendDebrief'>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DebriefView> {
    const of = { organisationId: caller.organisationId, calloutId: params.calloutId };
    const by = { role: caller.role, id: caller.keyId };
    const { view, created } = unwrap(await this.flow.debriefs.send(of, { ...body, by }));
    if (!created) void reply.status(OK);
    return view;
  }

  @Serves('readDebrief')
  async debrief(
    @Call('readDebrief') { caller, params }: CallOf<'readDebrief'>,
  ): Promise<DebriefView> {
    return unwrap(await this.flow.debriefs.read(caller.organisationId, params.calloutId));
  }

  @Serves('listOwnNotes')
  own(@Call('listOwnNotes') { caller, query }: CallOf<'listOwnNotes'>): Promise<Page<NoteView>> {
    return this.flow.notes.own(caller, pageOf(query));
  }

  @Serves('seeNote')
  async seen(@Call('seeNote') { caller, params }: CallOf<'seeNote'>): Promise<NoteView> {
    return unwrap(await this.flow.notes.seen(caller, params.noteId));
  }

  @Serves('readOwnBadge')
  async badge(
    @Call('readOwnBadge') { caller, params }: CallOf<'readOwnBadge'>,
  ): Promise<{ bookingId: string; badge: string }> {
    const { organisationId, responderId } = caller;
    const of = { organisationId, responderId, bookingId: params.bookingId };
    return unwrap(await this.flow.musterDesks.badge(of));
  }

  @Serves('listOwnDebriefs')
  async ownDebriefs(
    @Call('listOwnDebriefs') { caller }: CallOf<'listOwnDebriefs'>,
  ): Promise<{ readonly items: readonly OwnDebriefView[] }> {
    const { organisationId, responderId } = caller;
    return { items: await this.flow.debriefs.askedOf(organisationId, { responderId }) };
  }

  @Serves('readOwnDebrief')
  async ownDebrief(
    @Call('readOwnDebrief') { caller, params }: CallOf<'readOwnDebrief'>,
  ): Promise<OwnDebriefView> {
    return unwrap(await this.flow.debriefs.askedAbout(caller, params.bookingId));
  }

  @Serves('answerDebrief')
  async answer(
    @Call('answerDebrief') { caller, params, body }: CallOf<'answerDebrief'>,
  ): Promise<void> {
    const { organisationId, responderId } = caller;
    const of = { organisationId, responderId, bookingId: params.bookingId };
    unwrap(await this.flow.debriefs.answer(of, body));
  }

  @Serves('readNotesByBadge')
  async notesByBadge(
    @Call('readNotesByBadge') { body }: CallOf<'readNotesByBadge'>,
    @Req() request: FastifyRequest,
  ): Promise<Page<NoteView>> {
    return this.flow.notes.ofBooking(await this.holder(body.badge, request), NOTES_BY_BADGE);
  }

  @Serves('readDebriefByBadge')
  async debriefByBadge(
    @Call('readDebriefByBadge') { body }: CallOf<'readDebriefByBadge'>,
    @Req() request: FastifyRequest,
  ): Promise<{ readonly items: readonly OwnDebriefView[] }> {
    const { organisationId, bookingId } = await this.holder(body.badge, request);
    return { items: await this.flow.debriefs.askedOf(organisationId, { bookingId }) };
  }

  @Serves('answerDebriefByBadge')
  async answerByBadge(
    @Call('answerDebriefByBadge') { body }: CallOf<'answerDebriefByBadge'>,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const { badge, ...said } = body;
    const of = { ...(await this.holder(badge, request)), responderId: null };
    const answered = await this.flow.debriefs.answer(of, said);
    const isTheirs = answered.ok || answered.problem.code !== 'not-found';
    unwrap(isTheirs ? answered : noBadge());
  }

  private async holder(badge: string, request: FastifyRequest) {
    unwrap(await this.limits.use('badges-of-address', countedAs(request.ip)));
    return this.flow.musterDesks.holderOf(badge) ?? unwrap(noBadge());
  }
}

function noBadge(): ReturnType<typeof refuse> {
  return refuse('pass-invalid', 'This is no badge of ours.');
}
