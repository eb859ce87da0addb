import type { RegisterMessage, RegistrationView } from '#contracts/registration-api';
import type { SignedInDevice } from '#contracts/responder-api';
import { request } from '#web/http';
import { OwnPart, type OwnListener } from './own-part';

const PATH = '/v1/registrations';
const ORGANISATION = 'closeby.organisation';

/** Where somebody is on the way in: with a code they were given, or by registering. */
export type WayIn = 'code' | 'register' | 'confirm';

/** The way in of somebody who has no code from their organisation. */
export class Registration extends OwnPart {
  way: WayIn = 'code';
  /** Where the code was sent, as it was typed. */
  sentTo = '';
  organisation =
    new URL(location.href).searchParams.get('organisation') ??
    localStorage.getItem(ORGANISATION) ??
    '';
  /** The code that an invitation's link has brought. */
  givenCode = '';
  private registrationId = '';

  constructor(
    listener: Pick<OwnListener, 'onChange'>,
    private readonly signIn: (device: SignedInDevice) => Promise<void>,
  ) {
    super({ ...listener, ask: request });
  }

  /** A link has brought a code; it is used at a touch, not by whatever follows links. */
  invited(code: string): void {
    this.givenCode = code;
    this.go('code');
  }

  go(way: WayIn): void {
    this.way = way;
    this.quieten();
    this.listener.onChange();
  }

  async register(message: RegisterMessage): Promise<void> {
    await this.doing<RegistrationView>(
      () => this.listener.ask(PATH, { method: 'POST', body: message }),
      null,
      ({ registrationId }) => {
        this.registrationId = registrationId;
        this.sentTo = message.phone ?? message.email ?? '';
        this.organisation = message.organisation;
        this.way = 'confirm';
        localStorage.setItem(ORGANISATION, message.organisation);
      },
    );
  }

  async confirm(code: string): Promise<void> {
    const path = `${PATH}/${encodeURIComponent(this.registrationId)}/confirm`;
    await this.doing<SignedInDevice>(
      () => this.listener.ask(path, { method: 'POST', body: { code, platform: 'web' } }),
      null,
      async (device) => {
        this.way = 'code';
        await this.signIn(device);
      },
    );
  }
}
