import { html, type TemplateResult } from 'lit';
import { t } from '#web/language';

/** Why something is done that reaches people. */
export function reasonField(id: string): TemplateResult {
  return html`<div class="field wide">
    <label for=${id}>${t('Why? It is kept, and people read it where it is sent to them.')}</label>
    <input id=${id} name="reason" required maxlength="200" autocomplete="off" />
  </div>`;
}
