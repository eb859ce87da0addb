import type { ErasedView, PersonExport } from '#contracts/privacy-api';
import { t } from '#web/language';
import { saveFile } from '#web/save-file';
import { OwnPart, type OwnListener } from './own-part';

/** What is kept about oneself: to be taken away as a file, or to be erased. */
export class MyData extends OwnPart {
  /** The last question before erasing is on the screen. */
  asking = false;
  /** What has to be typed, so that nobody erases themselves by a slip. */
  readonly word = t('ERASE');
  private typed = '';

  constructor(
    listener: OwnListener,
    private readonly onErased: () => Promise<void>,
  ) {
    super(listener);
  }

  get isTyped(): boolean {
    return this.typed.trim().toLocaleUpperCase() === this.word.toLocaleUpperCase();
  }

  type(typed: string): void {
    this.typed = typed;
    this.listener.onChange();
  }

  async download(): Promise<void> {
    await this.doing<PersonExport>(
      () => this.listener.ask('/v1/me/export'),
      t('The file is in your downloads.'),
      (exported) => {
        const text = JSON.stringify(exported, null, 2);
        const day = exported.exportedAt.slice(0, 10);
        saveFile(new Blob([text], { type: 'application/json' }), `closeby-my-data-${day}.json`);
      },
    );
  }

  ask(asking: boolean): void {
    this.asking = asking;
    this.typed = '';
    this.quieten();
    this.listener.onChange();
  }

  async erase(): Promise<void> {
    await this.doing<ErasedView>(
      () => this.listener.ask('/v1/me/erase', { method: 'POST', body: { confirm: 'erase' } }),
      null,
      () => this.onErased(),
    );
  }

  forget(): void {
    this.asking = false;
    this.typed = '';
    this.quieten();
  }
}
