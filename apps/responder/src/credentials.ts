import type {
  AddCredentialMessage,
  OwnCredentialsView,
  OwnCredentialView,
} from '#contracts/credential-api';
import { PROOF_BYTES_MAX } from '#core/credential-proof';
import type { Reply } from '#web/http';
import { t } from '#web/language';
import { OwnPart } from './own-part';
import { plainPicture } from './plain-picture';

const PATH = '/v1/me/credentials';

/** What one is trained for, and the proofs of it. */
export class Credentials extends OwnPart {
  view: OwnCredentialsView | null = null;
  /** The form for another one is open. */
  adding = false;

  async load(): Promise<void> {
    await this.fetching(this.listener.ask<OwnCredentialsView>(PATH), (view) => {
      this.view = view;
    });
  }

  open(adding: boolean): void {
    this.adding = adding;
    this.quieten();
    this.listener.onChange();
  }

  async add(body: AddCredentialMessage): Promise<void> {
    await this.doing<OwnCredentialView>(
      () => this.listener.ask(PATH, { method: 'POST', body }),
      t('Added. Now upload a picture or PDF of it, so that it can be checked.'),
      async () => {
        this.adding = false;
        await this.load();
      },
    );
  }

  /** Sends a file as the proof; of a picture only what can be seen on it. */
  async prove({ id }: OwnCredentialView, file: File): Promise<void> {
    const path = `${PATH}/${encodeURIComponent(id)}/proof`;
    await this.doing<OwnCredentialView>(
      () => this.sent(path, file),
      t('Sent. Your organisation looks at it; you see here what came of it.'),
      () => this.load(),
    );
  }

  forget(): void {
    this.view = null;
    this.adding = false;
    this.quieten();
  }

  private async sent(path: string, file: File): Promise<Reply<OwnCredentialView>> {
    const body = file.type === 'application/pdf' ? file : await plainPicture(file);
    if (body === null) return refused(t('This file is neither a picture nor a PDF.'));
    if (body.size > PROOF_BYTES_MAX) return refused(t('This file is too large; at most 5 MB.'));
    return this.listener.ask(path, { method: 'PUT', body });
  }
}

function refused(detail: string): Reply<never> {
  return { ok: false, problem: { code: 'proof-invalid', detail } };
}
