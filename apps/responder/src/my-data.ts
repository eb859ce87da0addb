import type { ErasedView, PersonExport } from '#contracts/privacy-api';
import { saveFile } from '#web/save-file';
import { OwnPart, type OwnListener } from './own-part';

/** What is kept about oneself: to be taken away as a file, or to be erased. */
export class MyData extends OwnPart {
  /** The last question before erasing is on the screen. */
  asking = false;

  constructor(
    listener: OwnListener,
    private readonly onErased: () => Promise<void>,
  ) {
    super(listener);
  }

  async download(): Promise<void> {
    await this.doing<PersonExport>(
      () => this.listener.ask('/v1/me/export'),
      'The file is in your downloads.',
      (exported) => {
        const text = JSON.stringify(exported, null, 2);
        const day = exported.exportedAt.slice(0, 10);
        saveFile(new Blob([text], { type: 'application/json' }), `closeby-my-data-${day}.json`);
      },
    );
  }

  ask(asking: boolean): void {
    this.asking = asking;
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
    this.quieten();
  }
}
