import { ok, refuse, type Result } from '#core/problem';
import type { ContactKind } from '#core/registration';
import type { OwnReachView } from '#contracts/reach-api';
import type { AddContactMessage, CodeSentView } from '#contracts/registration-api';
import { toIso } from '#contracts/shapes';
import type {
  Clock,
  Limits,
  ReachStore,
  RegistrationStore,
  ResponderCaller,
  Vault,
} from '#flow/ports';
import { contactDigest, contactOf, countedAddress, type Codes } from '#flow/codes';
import type { PersonalMessages } from '#flow/personal-messages';
import type { SetReach } from '#flow/set-reach';

/** A person's own addresses: kept, and used, once they have shown that they are theirs. */
export class Contacts {
  constructor(
    private readonly ports: {
      readonly registrations: RegistrationStore;
      readonly reach: ReachStore;
      readonly limits: Limits;
      readonly vault: Vault;
      readonly clock: Clock;
      readonly codes: Codes;
      readonly messages: PersonalMessages;
      readonly setReach: SetReach;
    },
  ) {}

  /**
   * Sends a code to an address; a code asked for before is void.
   *
   * @returns refusals `not-eligible`, `too-many-requests`, and `unavailable` where nobody took the
   *   message
   */
  async add(caller: ResponderCaller, message: AddContactMessage): Promise<Result<CodeSentView>> {
    const { organisationId, responderId } = caller;
    const { limits, reach, codes, messages } = this.ports;
    const contact = contactOf(message);
    const asked = await limits.use('code-of-address', responderId);
    if (!asked.ok) return asked;
    const counted = countedAddress(contact.kind, contact.address, 'anybody');
    const sent = await limits.use('code-to-address', counted);
    if (!sent.ok) return sent;
    const person = await reach.reachOf(organisationId, responderId);
    if (person === null || person.disabledAt !== null) {
      return refuse('not-eligible', 'Your organisation has disabled you.');
    }
    const key = { purpose: 'contact', ofId: responderId } as const;
    const { code, expiresAt } = await codes.make(key, { organisationId, about: contact });
    const isTaken = await messages.send({
      ...{ organisationId, address: contact.address, language: person.language },
      channel: contact.kind === 'phone' ? 'sms' : 'email',
      ...{ kind: 'code', fill: { code, link: null } },
    });
    return isTaken
      ? ok({ expiresAt: toIso(expiresAt) })
      : refuse('unavailable', 'The code could not be sent.');
  }

  /**
   * Keeps the address whose code came back. The addresses and phones there were before are told,
   * since whoever stole a phone would begin with this.
   *
   * @returns refusals `code-invalid`, `not-eligible`, `too-many-requests`
   */
  async confirm(caller: ResponderCaller, code: string): Promise<Result<OwnReachView>> {
    const { organisationId, responderId, deviceId } = caller;
    const { limits, codes, reach, registrations, clock, vault, messages } = this.ports;
    const tried = await limits.use('code-tried', responderId);
    if (!tried.ok) return tried;
    const taken = await codes.take({ purpose: 'contact', ofId: responderId }, code);
    if (taken === null) return refuse('code-invalid', 'This code is wrong, used or out of date.');
    await limits.forgive('code-tried', responderId);
    const contact = taken.about as { readonly kind: ContactKind; readonly address: string };
    const { kind, address } = contact;
    const before = await reach.reachOf(organisationId, responderId);
    if (before?.[kind] !== address) {
      await messages.tellPhonesChanged(caller, deviceId);
    }
    const now = clock.now();
    await reach.setReach({ organisationId, responderId, change: { [kind]: address }, now });
    const digest = contactDigest(vault, contact);
    await registrations.prove({ organisationId, responderId, kind, digest, provenAt: now });
    return this.ports.setReach.of(caller);
  }
}
