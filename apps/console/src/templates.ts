import type { PutTemplateMessage, TemplateView } from '#contracts/template-api';
import type { DeliveryChannel, Language } from '#core/delivery';
import type { TemplateKey } from '#core/message-templates';
import { sentenceOf } from '#web/problem-words';
import { t } from '#web/language';
import type { PageListener } from './asker';
import type { Draft } from './template-preview';

const PATH = '/v1/templates';

/** The words of each message, and the organisation's own in their place. */
export class Templates {
  templates: readonly TemplateView[] | null = null;
  channel: DeliveryChannel = 'sms';
  language: Language = 'en';
  draft: Draft | null = null;
  busy = false;
  problem: string | null = null;
  news: string | null = null;

  constructor(private readonly listener: PageListener) {}

  /** Whether whoever reads them may change them. */
  get mayKeep(): boolean {
    return this.listener.may('keep-words');
  }

  async load(): Promise<void> {
    const reply = await this.listener.ask<{ items: TemplateView[] }>(PATH);
    if (reply.ok) this.templates = reply.value.items;
    this.problem = reply.ok ? null : sentenceOf(reply.problem);
    this.listener.onChange();
  }

  /** The words of the chosen channel and language. */
  shown(): readonly TemplateView[] {
    return (this.templates ?? []).filter(
      ({ channel, language }) => channel === this.channel && language === this.language,
    );
  }

  choose(choice: { readonly channel?: DeliveryChannel; readonly language?: Language }): void {
    this.channel = choice.channel ?? this.channel;
    this.language = choice.language ?? this.language;
    this.write(null);
  }

  edit(template: TemplateView): void {
    const { kind, channel, language } = template;
    const key = { kind, channel, language };
    this.write({ key, title: template.title ?? '', body: template.body });
  }

  /** Takes what is being written; null shuts the editor. */
  write(draft: Draft | null): void {
    this.draft = draft;
    this.problem = null;
    this.news = null;
    this.listener.onChange();
  }

  async save(): Promise<void> {
    const { draft } = this;
    if (draft === null) return;
    const title = draft.title.trim();
    const body: PutTemplateMessage = { title: title === '' ? null : title, body: draft.body };
    await this.doing(draft.key, { method: 'PUT', body }, t('Saved: this is said from now on.'));
  }

  /** Goes back to the words that come with Closeby. */
  async reset(key: TemplateKey): Promise<void> {
    await this.doing(key, { method: 'DELETE' }, t('Closeby’s own words are back.'));
  }

  forget(): void {
    this.templates = null;
    this.draft = null;
    this.problem = null;
    this.news = null;
  }

  private async doing(
    { kind, channel, language }: TemplateKey,
    deed: { readonly method: 'PUT' | 'DELETE'; readonly body?: unknown },
    news: string,
  ): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.problem = null;
    this.news = null;
    this.listener.onChange();
    const reply = await this.listener.ask(`${PATH}/${kind}/${channel}/${language}`, deed);
    this.busy = false;
    if (!reply.ok) {
      this.problem = sentenceOf(reply.problem);
      this.listener.onChange();
      return;
    }
    this.draft = null;
    await this.load();
    this.news = news;
    this.listener.onChange();
  }
}
