import { DELIVERY_CHANNELS, LANGUAGES } from '#core/delivery';
import {
  closebyWords,
  exampleFill,
  fillTemplate,
  TEMPLATE_KINDS,
  templateFault,
  type TemplateKey,
} from '#core/message-templates';
import { ok, type Result } from '#core/problem';
import { smsSize } from '#core/sms-segments';
import type { PutTemplateMessage, TemplateView } from '#contracts/template-api';
import { toIso } from '#contracts/shapes';
import type { Clock, MessageTemplates, StoredTemplate } from '#flow/ports';

/** What an organisation says in words of its own, and how that would arrive. */
export class OwnTemplates {
  constructor(
    private readonly ports: { readonly templates: MessageTemplates; readonly clock: Clock },
  ) {}

  /** Every text there is, the organisation's own in place of Closeby's, each with a preview. */
  async list(organisationId: string): Promise<{ items: TemplateView[] }> {
    const own = await this.ports.templates.templates(organisationId);
    const keys = TEMPLATE_KINDS.flatMap((kind) =>
      DELIVERY_CHANNELS.flatMap((channel) =>
        LANGUAGES.map((language): TemplateKey => ({ kind, channel, language })),
      ),
    );
    return { items: keys.map((key) => view(key, own.find((one) => isOf(one, key)) ?? null)) };
  }

  /**
   * Puts words of their own in place of Closeby's; they are used within seconds.
   *
   * @returns refusal `template-invalid`: a placeholder that means nothing, a question by SMS
   *   without its code, or more than the channel takes
   */
  async put(
    organisationId: string,
    key: TemplateKey,
    message: PutTemplateMessage,
  ): Promise<Result<TemplateView>> {
    const problem = templateFault(key.kind, key.channel, message.body);
    if (problem !== null) return { ok: false, problem };
    const title = message.title ?? null;
    const titleFault = title === null ? null : faultOfTitle(key, title);
    if (titleFault !== null) return { ok: false, problem: titleFault };
    const updatedAt = this.ports.clock.now();
    const template = { ...key, title, body: message.body, updatedAt };
    await this.ports.templates.putTemplate(organisationId, template);
    return ok(view(key, template));
  }

  /** Goes back to Closeby's words; none of their own, and nothing changes. */
  async remove(organisationId: string, key: TemplateKey): Promise<TemplateView> {
    await this.ports.templates.removeTemplate(organisationId, key);
    return view(key, null);
  }
}

/** A title is seen like a body of the app, whose rules it keeps to. */
function faultOfTitle(key: TemplateKey, title: string) {
  const problem = templateFault(key.kind, 'live', title);
  return problem === null ? null : { ...problem, field: 'title' };
}

function isOf(template: StoredTemplate, key: TemplateKey): boolean {
  const { kind, channel, language } = template;
  return kind === key.kind && channel === key.channel && language === key.language;
}

function view(key: TemplateKey, own: StoredTemplate | null): TemplateView {
  const ours = closebyWords(key);
  const template = { title: own?.title ?? ours.title, body: own?.body ?? ours.body };
  const { title, body } = fillTemplate(template, key, exampleFill());
  const { characters, alphabet, segments } = smsSize(body);
  const isSms = key.channel === 'sms';
  const hasTitle = !isSms && key.channel !== 'voice';
  return {
    ...key,
    title: hasTitle ? template.title : null,
    body: template.body,
    isOwn: own !== null,
    updatedAt: own === null ? null : toIso(own.updatedAt),
    preview: {
      title: hasTitle ? title : null,
      body: key.channel === 'voice' ? once(template, key) : body,
      speech: key.channel === 'voice' ? body : null,
      characters,
      alphabet: isSms ? alphabet : null,
      segments: isSms ? segments : null,
    },
  };
}

/** The words of a call as they are written, before they are spelled out and said twice. */
function once(template: { readonly title: string; readonly body: string }, key: TemplateKey) {
  return fillTemplate(template, { ...key, channel: 'live' }, exampleFill()).body;
}
