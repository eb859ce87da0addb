import { html, nothing, render } from 'lit';
import { t } from './language';

/**
 * Asks before something that cannot be taken back: true where it was said yes. The way out is
 * chosen first, and Escape is that way.
 */
export function confirmed(ask: {
  readonly question: string;
  readonly says?: string;
  /** The words of the button that does it. */
  readonly yes: string;
}): Promise<boolean> {
  const dialog = document.createElement('dialog');
  dialog.className = 'confirm';
  dialog.setAttribute('aria-label', ask.question);
  render(
    html`<form method="dialog">
      <h2>${ask.question}</h2>
      ${ask.says === undefined ? nothing : html`<p>${ask.says}</p>`}
      <p class="deeds">
        <button class="button" value="no" autofocus data-test="confirm-no">${t('Cancel')}</button>
        <button class="button danger solid" value="yes" data-test="confirm-yes">${ask.yes}</button>
      </p>
    </form>`,
    dialog,
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'yes');
    });
  });
}
