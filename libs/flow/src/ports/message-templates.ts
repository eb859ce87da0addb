import type { DeliveryChannel, Language } from '#core/delivery';
import type { Instant } from '#core/units';

/** An organisation's own words in place of Closeby's. */
export interface StoredTemplate {
  readonly kind: string;
  readonly channel: DeliveryChannel;
  readonly language: Language;
  readonly title: string | null;
  readonly body: string;
  readonly updatedAt: Instant;
}

export interface MessageTemplates {
  templates(organisationId: string): Promise<readonly StoredTemplate[]>;
  putTemplate(organisationId: string, template: StoredTemplate): Promise<void>;
  /** False when there was none. */
  removeTemplate(
    organisationId: string,
    key: Pick<StoredTemplate, 'kind' | 'channel' | 'language'>,
  ): Promise<boolean>;
}
