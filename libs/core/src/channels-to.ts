import { DELIVERY_CHANNELS, type DeclinableChannel, type DeliveryChannel } from '#core/delivery';

/** Channels that lead to a person: of their phones, and of their addresses unless declined. */
export function channelsTo(person: {
  /** `live` for a phone that is signed in, `push` or `web-push` for one with an address. */
  readonly ofDevices: readonly DeliveryChannel[];
  readonly hasPhone: boolean;
  readonly hasEmail: boolean;
  readonly declined: readonly DeclinableChannel[];
}): readonly DeliveryChannel[] {
  const addressed: DeliveryChannel[] = [];
  if (person.hasPhone) addressed.push('sms', 'voice');
  if (person.hasEmail) addressed.push('email');
  const declined: readonly DeliveryChannel[] = person.declined;
  const open = addressed.filter((channel) => !declined.includes(channel));
  return DELIVERY_CHANNELS.filter(
    (channel) => person.ofDevices.includes(channel) || open.includes(channel),
  );
}
