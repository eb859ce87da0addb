import type { AddContactMessage, CodeSentView } from '#contracts/registration-api';
import type { OwnReachView } from '#contracts/reach-api';
import { t } from '#web/language';
import { OwnPart, type OwnListener } from './own-part';

const PATH = '/v1/me/contacts';

/** One's own telephone number and e-mail: each is used once a code sent there has come back. */
export class Contacts extends OwnPart {
  /** The address that a code was sent to, until the code has come back. */
  toProve: { readonly kind: 'phone' | 'email'; readonly address: string } | null = null;

  constructor(
    listener: OwnListener,
    private readonly takeReach: (view: OwnReachView) => void,
  ) {
    super(listener);
  }

  async add(kind: 'phone' | 'email', address: string): Promise<void> {
    const body: AddContactMessage = kind === 'phone' ? { phone: address } : { email: address };
    await this.doing<CodeSentView>(
      () => this.listener.ask(PATH, { method: 'POST', body }),
      null,
      () => {
        this.toProve = { kind, address };
      },
    );
  }

  async confirm(code: string): Promise<void> {
    await this.doing<OwnReachView>(
      () => this.listener.ask(`${PATH}/confirm`, { method: 'POST', body: { code } }),
      t('Proven: it is used from now on.'),
      (view) => {
        this.toProve = null;
        this.takeReach(view);
      },
    );
  }

  leave(): void {
    this.toProve = null;
    this.quieten();
    this.listener.onChange();
  }
}
