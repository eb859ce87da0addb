import type { DeliveryChannel, Language } from '#core/delivery';
import type { PhoneTemplateKind } from '#core/message-templates';
import { CODE_VALID_MS } from '#core/one-time-code';
import type { PushNotice } from '#contracts/live-events';
import type { Channels, Clock, Ids, ReachStore } from '#flow/ports';
import type { Words } from '#flow/words';

/** One message about somebody's phones or addresses, to one address. */
export interface PersonalMessage {
  readonly organisationId: string;
  readonly channel: Exclude<DeliveryChannel, 'live' | 'voice'>;
  readonly address: string;
  readonly language: Language;
  readonly kind: PhoneTemplateKind;
  readonly fill?: { readonly code: string; readonly link: string | null };
  /** What a push carries. */
  readonly notice?: PushNotice;
  /** How long it is worth being delivered; as long as a code where left out. Real time. */
  readonly ttlMs?: number;
}

/**
 * Messages to people about themselves, which are no alerts: one attempt each, kept nowhere, since
 * a code that came late or twice would be worth nothing and may be asked for again.
 */
export class PersonalMessages {
  constructor(
    private readonly ports: {
      readonly channels: Channels;
      readonly words: Words;
      readonly reach: ReachStore;
      readonly clock: Clock;
      readonly ids: Ids;
      /** Told of what nobody waits for. */
      readonly onError: (error: unknown) => void;
    },
  ) {}

  /** Hands one message over; true where a provider took it. */
  async send(message: PersonalMessage): Promise<boolean> {
    const { organisationId, channel, address, language, kind, fill, notice } = message;
    const way = this.ports.channels[channel];
    if (way === undefined) return false;
    const id = this.ports.ids.id();
    const saying = { organisationId, kind, channel, language, alertIds: [], isExercise: false };
    const filled = fill ?? { code: '', link: null };
    const { outcome } = await way.handOver({
      ...{ deliveryId: id, alertId: id, address, language },
      ...{ about: 'incident', subject: 'changed', rank: 'urgent' },
      collapseKey: id,
      ttlMs: message.ttlMs ?? CODE_VALID_MS,
      text: await this.ports.words.say({ ...saying, fill: filled }),
      ...(notice === undefined ? {} : { notice }),
    });
    return outcome === 'taken';
  }

  /** The same without anybody waiting for it, so that no answer is slower for it. */
  sendLater(message: PersonalMessage): void {
    this.send(message).catch(this.ports.onError);
  }

  /**
   * Tells a person that their phones have changed: on their other phones, by SMS and by e-mail,
   * but for what they have declined. Resolves when each way has been tried once.
   *
   * @param exceptDeviceId the phone that did it
   */
  async tellPhonesChanged(
    person: { readonly organisationId: string; readonly responderId: string },
    exceptDeviceId: string | null,
  ): Promise<void> {
    const { organisationId, responderId } = person;
    const { reach, clock } = this.ports;
    const found = await reach.reachOf(organisationId, responderId);
    if (found === null) return;
    const phones = await reach.pushAddressesOf(organisationId, responderId, clock.now());
    const { language, declined, phone, email } = found;
    const said = { organisationId, language, kind: 'phones-changed' } as const;
    const notice = { kind: 'phones-changed' } as const;
    await Promise.all([
      ...phones
        .filter(({ deviceId }) => deviceId !== exceptDeviceId)
        .map(({ channel, address }) => this.send({ ...said, channel, address, notice })),
      ...(phone === null || declined.includes('sms')
        ? []
        : [this.send({ ...said, channel: 'sms', address: phone })]),
      ...(email === null || declined.includes('email')
        ? []
        : [this.send({ ...said, channel: 'email', address: email })]),
    ]);
  }

  /** The same without anybody waiting for it. */
  tellPhonesChangedLater(
    person: { readonly organisationId: string; readonly responderId: string },
    exceptDeviceId: string | null,
  ): void {
    this.tellPhonesChanged(person, exceptDeviceId).catch(this.ports.onError);
  }
}
