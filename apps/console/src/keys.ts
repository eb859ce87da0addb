import type { AddedKey, AddedSigningSecret, AddKey, KeyList, KeyView } from '#contracts/key-api';
import { t } from '#web/language';
import { PageState } from './page-state';

const PATH = '/v1/keys';

/** What is shown once: for which key, and what it is called. */
export interface ShownOnce {
  readonly label: string;
  readonly what: 'key' | 'signing secret';
  readonly secret: string;
}

/** The keys of control systems and of screens that only read. */
export class Keys extends PageState {
  keys: readonly KeyView[] | null = null;
  shownOnce: readonly ShownOnce[] = [];
  /** The key that somebody is about to revoke, and has not confirmed yet. */
  pendingId: string | null = null;

  async load(): Promise<void> {
    await this.fetching(this.listener.ask<KeyList>(PATH), ({ keys }) => {
      this.keys = keys;
    });
  }

  async add(body: AddKey): Promise<boolean> {
    return this.doing<AddedKey>(
      () => this.listener.ask(PATH, { method: 'POST', body }),
      null,
      async ({ key: { label }, secret, signingSecret }) => {
        const signing: readonly ShownOnce[] =
          signingSecret === null
            ? []
            : [{ label, what: 'signing secret', secret: signingSecret.secret }];
        this.shownOnce = [{ label, what: 'key', secret }, ...signing];
        await this.load();
      },
    );
  }

  /** Asks for a second touch before a key ends for good. */
  propose(keyId: string | null): void {
    this.pendingId = keyId;
    this.quieten();
    this.listener.onChange();
  }

  async revoke(key: KeyView): Promise<void> {
    this.pendingId = null;
    await this.doing(
      () => this.listener.ask(`${pathOf(key)}/revoke`, { method: 'POST' }),
      t('“{{label}}” is revoked.', { label: key.label }),
      () => this.load(),
    );
  }

  async addSigningSecret(key: KeyView): Promise<void> {
    await this.doing<AddedSigningSecret>(
      () => this.listener.ask(`${pathOf(key)}/signing-secrets`, { method: 'POST' }),
      null,
      async ({ secret }) => {
        this.shownOnce = [{ label: key.label, what: 'signing secret', secret }];
        await this.load();
      },
    );
  }

  async removeSigningSecret(key: KeyView, secretId: string): Promise<void> {
    const path = `${pathOf(key)}/signing-secrets/${encodeURIComponent(secretId)}`;
    await this.doing(
      () => this.listener.ask(path, { method: 'DELETE' }),
      t('That signing secret is forgotten.'),
      () => this.load(),
    );
  }

  async needSignature(key: KeyView, needsSignature: boolean): Promise<void> {
    const { label, certificateSha256 } = key;
    await this.doing(
      () =>
        this.listener.ask(pathOf(key), {
          method: 'PUT',
          body: { label, needsSignature, certificateSha256 },
        }),
      needsSignature
        ? t('Messages of “{{label}}” must be signed from now on.', { label })
        : t('Messages of “{{label}}” need no signature.', { label }),
      () => this.load(),
    );
  }

  hide(): void {
    this.shownOnce = [];
    this.pendingId = null;
    this.quieten();
  }

  forget(): void {
    this.hide();
    this.keys = null;
  }
}

function pathOf({ id }: KeyView): string {
  return `${PATH}/${encodeURIComponent(id)}`;
}
