import type {
  EndingCredentialView,
  FiledCredentialView,
  ReviewCredentialMessage,
} from '#contracts/credential-api';
import type { ProofMediaType } from '#core/credential-proof';
import { sentenceOf } from '#web/problem-words';
import { t } from '#web/language';
import { saveFile } from '#web/save-file';
import { PageState } from './page-state';
import { pictureOf } from './picture';

const PATH = '/v1/credentials';
const PAGE_MAX = 50;
const ENDINGS: Readonly<Record<ProofMediaType, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'application/pdf': 'pdf',
};

/** A proof that was fetched; a picture is shown, a PDF can only be saved. */
export interface OpenedProof {
  readonly credentialId: string;
  readonly bytes: Blob;
  /** What is drawn on the page: pixels, whatever else the file carries. */
  readonly picture: ImageBitmap | null;
}

/** Credentials that wait for somebody to look at their proof, the longest waiting first. */
export class Reviews extends PageState {
  queue: readonly FiledCredentialView[] | null = null;
  more = false;
  ending: readonly EndingCredentialView[] = [];
  proof: OpenedProof | null = null;

  async load(): Promise<void> {
    await Promise.all([
      this.fetching(
        this.listener.ask<{ items: FiledCredentialView[]; nextCursor: string | null }>(
          `${PATH}?status=pending&limit=${PAGE_MAX}`,
        ),
        ({ items, nextCursor }) => {
          this.queue = items;
          this.more = nextCursor !== null;
        },
      ),
      this.fetching(
        this.listener.ask<{ items: EndingCredentialView[] }>(`${PATH}/ending?limit=${PAGE_MAX}`),
        ({ items }) => {
          this.ending = items;
        },
      ),
    ]);
  }

  /** Fetches a proof and shows it where it is a picture. */
  async open({ id, proof }: FiledCredentialView): Promise<void> {
    this.shut();
    const reply = await this.listener.askFile(`${PATH}/${encodeURIComponent(id)}/proof`);
    if (reply.ok) {
      const isPicture = proof !== null && proof.mediaType !== 'application/pdf';
      const picture = isPicture ? await pictureOf(reply.value) : null;
      this.proof = { credentialId: id, bytes: reply.value, picture };
      if (isPicture && picture === null) this.problem = t('This picture cannot be read.');
    } else {
      this.problem = sentenceOf(reply.problem);
    }
    this.listener.onChange();
  }

  /** Hands the opened proof to the reader's own programs, as a file. */
  save({ id, proof }: FiledCredentialView): void {
    if (this.proof?.credentialId !== id || proof === null) return;
    saveFile(this.proof.bytes, `proof-${id.slice(0, 8)}.${ENDINGS[proof.mediaType]}`);
  }

  shut(): void {
    this.proof?.picture?.close();
    this.proof = null;
    this.quieten();
    this.listener.onChange();
  }

  async review({ id }: FiledCredentialView, body: ReviewCredentialMessage): Promise<void> {
    await this.doing(
      () => this.listener.ask(`${PATH}/${encodeURIComponent(id)}/review`, { method: 'POST', body }),
      body.status === 'verified' ? t('Verified.') : t('Refused; the person reads why.'),
      async () => {
        this.proof?.picture?.close();
        this.proof = null;
        await this.load();
      },
    );
  }

  forget(): void {
    this.proof?.picture?.close();
    this.proof = null;
    this.queue = null;
    this.ending = [];
    this.quieten();
  }
}
