import {
  exampleFill,
  fillTemplate,
  templateFault,
  type TemplateKey,
} from '#core/message-templates';
import { smsSize, type SmsSize } from '#core/sms-segments';
import { t } from '#web/language';

/** Words being written, as they would be sent. */
export interface Draft {
  readonly key: TemplateKey;
  readonly title: string;
  readonly body: string;
}

export interface DraftPreview {
  readonly title: string;
  readonly body: string;
  readonly size: SmsSize;
  /** Why these words cannot be used, one sentence; null when they can. */
  readonly fault: string | null;
}

/** What would be sent of words being written, by the same rules as the server's. */
export function previewOf({ key, title, body }: Draft): DraftPreview {
  const fault = body.trim() === '' ? t('There is no text yet.') : faultOf(key, body);
  const filled = fillTemplate({ title, body }, key, exampleFill());
  return { ...filled, size: smsSize(filled.body), fault };
}

function faultOf(key: TemplateKey, body: string): string | null {
  const problem = templateFault(key.kind, key.channel, body);
  return problem?.detail ?? null;
}
