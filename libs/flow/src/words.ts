import type { DeliveryChannel, Language } from '#core/delivery';
import {
  closebyWords,
  fillTemplate,
  templateFault,
  type TemplateKind,
  type TemplateText,
} from '#core/message-templates';
import { replyCode } from '#core/reply-code';
import { SECOND_MS, type Instant } from '#core/units';
import type {
  Clock,
  DueDelivery,
  MessageTemplates,
  MessageText,
  StoredTemplate,
} from '#flow/ports';

/** New words of an organisation are used after this long at the latest. */
export const WORDS_KEPT_MS = 10 * SECOND_MS;
/** Organisations whose words are kept at a time; more begin anew. */
const ORGANISATIONS_KEPT_MAX = 1_000;

/** What is to be said, to whom, by what. */
export interface Saying {
  readonly organisationId: string;
  readonly kind: TemplateKind;
  readonly channel: DeliveryChannel;
  readonly language: Language;
  /** Alerts it is about; the first gives the code. */
  readonly alertIds: readonly string[];
  readonly isExercise: boolean;
  /** What is filled in where it is about no alert. */
  readonly fill?: { readonly code: string; readonly link: string | null };
}

interface Kept {
  readonly until: Instant;
  readonly templates: Promise<readonly StoredTemplate[]>;
}

/** The words of every message: the organisation's own where it has some, else Closeby's. */
export class Words {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly ports: {
      readonly templates: MessageTemplates;
      readonly clock: Clock;
      /** Page where an alert can be opened without the app, `{id}` standing for its alert. */
      readonly alertLink?: string | null;
    },
  ) {}

  /**
   * Title and body of a delivery, as its channel takes them; says nothing about patient or place.
   * Never throws: words that cannot be read, or cannot be used, are Closeby's own.
   */
  textOf(delivery: DueDelivery): Promise<MessageText> {
    const { organisationId, channel, language, alertId, facts } = delivery;
    return this.say({
      organisationId,
      kind: kindOf(delivery),
      channel,
      language,
      alertIds: [alertId],
      isExercise: facts.about !== 'drill' && facts.mode !== 'actual',
    });
  }

  /** The same for what is no delivery, such as a question which alert a reply means. */
  async say(saying: Saying): Promise<MessageText> {
    const alertId = saying.alertIds[0] ?? '';
    const link = this.ports.alertLink?.replaceAll('{id}', encodeURIComponent(alertId)) ?? null;
    return fillTemplate(await this.templateOf(saying), saying, {
      ...(saying.fill ?? { code: replyCode(alertId), link }),
      codes: saying.alertIds.map(replyCode),
      isExercise: saying.isExercise,
    });
  }

  private async templateOf(saying: Saying): Promise<TemplateText> {
    const ours = closebyWords(saying);
    const stored = await this.storedOf(saying.organisationId);
    const own = stored.find(
      (template) =>
        template.kind === saying.kind &&
        template.channel === saying.channel &&
        template.language === saying.language,
    );
    if (own === undefined) return ours;
    if (templateFault(saying.kind, saying.channel, own.body) !== null) return ours;
    return { title: own.title ?? ours.title, body: own.body };
  }

  /** Read once for all that is sent at the same time. What fails is not kept. */
  private async storedOf(organisationId: string): Promise<readonly StoredTemplate[]> {
    const now = this.ports.clock.now();
    const kept = this.kept.get(organisationId);
    if (kept !== undefined && kept.until > now) return kept.templates;
    if (this.kept.size >= ORGANISATIONS_KEPT_MAX) this.kept.clear();
    const templates = this.read(organisationId);
    const until = now + this.ports.clock.stretch(WORDS_KEPT_MS);
    this.kept.set(organisationId, { until, templates });
    return templates;
  }

  private async read(organisationId: string): Promise<readonly StoredTemplate[]> {
    try {
      return await this.ports.templates.templates(organisationId);
    } catch {
      this.kept.delete(organisationId);
      return [];
    }
  }
}

function kindOf(delivery: DueDelivery): TemplateKind {
  if (delivery.subject !== 'alert') return delivery.subject;
  switch (delivery.facts.about) {
    case 'incident':
      return 'alert';
    case 'callout':
      return 'callout';
    case 'drill':
      return delivery.channel === 'email' ? 'drill-missed' : 'drill';
  }
}
