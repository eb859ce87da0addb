import type { Language } from '#core/delivery';
import { ok, refuse, type Result } from '#core/problem';
import { SELF_REGISTERED_PREFIX, type ContactKind } from '#core/registration';
import type {
  ConfirmRegistrationMessage,
  InvitedView,
  InviteMessage,
  OrganisationView,
  PutOrganisationMessage,
  RegisterMessage,
  RegistrationView,
} from '#contracts/registration-api';
import type { SignedInDevice } from '#contracts/responder-api';
import { toIso } from '#contracts/shapes';
import type {
  Clock,
  Ids,
  Limits,
  PeopleStore,
  ReachStore,
  RegistrationStore,
  Vault,
} from '#flow/ports';
import { contactDigest, contactOf, countedAddress, type Codes } from '#flow/codes';
import type { PersonalMessages } from '#flow/personal-messages';
import type { Phones } from '#flow/phones';
import { ENROLMENT_VALID_MS } from '#flow/registry';

/** What a registration's code lets in to. */
interface Applicant {
  readonly displayName: string;
  readonly language: Language;
  readonly kind: ContactKind;
  readonly address: string;
}

/** How people come in: by themselves where the organisation lets them, or invited. */
export class Registration {
  constructor(
    private readonly ports: {
      readonly registrations: RegistrationStore;
      readonly people: PeopleStore;
      readonly reach: ReachStore;
      readonly limits: Limits;
      readonly vault: Vault;
      readonly clock: Clock;
      readonly ids: Ids;
      readonly codes: Codes;
      readonly messages: PersonalMessages;
      readonly phones: Phones;
      /** Page on which an invitation is taken up; null where the server does not know its own. */
      readonly invitationPage: string | null;
    },
  ) {}

  /**
   * Takes a registration and sends a code to its address. An address that somebody has already is
   * answered in the same words and time, and told that it is registered: nobody learns here who
   * is, and nobody comes into somebody's place by a number alone.
   *
   * @param from network address of whoever asks
   * @returns refusals `registration-closed`, also for an organisation that there is not, and
   *   `too-many-requests`
   */
  async register(message: RegisterMessage, from: string): Promise<Result<RegistrationView>> {
    const { limits, registrations, reach, ids, codes, messages } = this.ports;
    const { kind, address } = contactOf(message);
    const asked = await limits.use('code-of-address', from);
    if (!asked.ok) return asked;
    const organisation = await registrations.organisationBySlug(message.organisation);
    if (organisation?.selfRegistration !== true) return closed();
    const sent = await limits.use('code-to-address', countedAddress(kind, address, 'anybody'));
    if (!sent.ok) return sent;
    const { id: organisationId } = organisation;
    const { displayName, language } = message;
    const holder = await reach.holderOf(organisationId, { kind, address });
    const about: Applicant = { displayName, language, kind, address };
    const registrationId = ids.id();
    const key = { purpose: 'registration', ofId: registrationId } as const;
    const { code, expiresAt } = await codes.make(key, { organisationId, about });
    const channel = kind === 'phone' ? 'sms' : 'email';
    const to = { organisationId, channel, address, language } as const;
    messages.sendLater(
      holder === null
        ? { ...to, kind: 'code', fill: { code, link: null } }
        : { ...to, kind: 'registered-already' },
    );
    return ok({ registrationId, expiresAt: toIso(expiresAt) });
  }

  /**
   * Trades the code for a responder and their phone. They have no credential yet, and are alerted
   * for nothing until somebody has verified one.
   *
   * @returns refusals `code-invalid`, `registration-closed`, `too-many-requests`
   */
  async confirm(
    registrationId: string,
    message: ConfirmRegistrationMessage,
  ): Promise<Result<SignedInDevice>> {
    const { limits, codes, registrations, reach } = this.ports;
    const tried = await limits.use('code-tried', registrationId);
    if (!tried.ok) return tried;
    const key = { purpose: 'registration', ofId: registrationId } as const;
    const taken = await codes.take(key, message.code);
    if (taken === null) return noSuchCode();
    const { organisationId } = taken;
    const applicant = taken.about as Applicant;
    const settings = await registrations.settings(organisationId);
    if (settings?.selfRegistration !== true) return closed();
    if ((await reach.holderOf(organisationId, applicant)) !== null) return noSuchCode();
    const code = await this.addResponder({ organisationId, registrationId, applicant });
    const { platform, pushToken } = message;
    return this.ports.phones.signIn({ code, platform, pushToken: pushToken ?? null });
  }

  /**
   * Sends a code that signs in one phone to the address on record; the registrar does not see it.
   *
   * @returns refusals `not-found`, `not-eligible`, `invalid-field` where there is no such address,
   *   `too-many-requests`, and `unavailable` where nobody took the message
   */
  async invite(
    person: { readonly organisationId: string; readonly responderId: string },
    { by }: InviteMessage,
  ): Promise<Result<InvitedView>> {
    const { organisationId, responderId } = person;
    const { reach, limits, messages, invitationPage } = this.ports;
    const found = await reach.reachOf(organisationId, responderId);
    if (found === null) return refuse('not-found', 'There is no such responder.');
    if (found.disabledAt !== null) {
      return refuse('not-eligible', 'The organisation has disabled this person.');
    }
    const address = by === 'sms' ? found.phone : found.email;
    if (address === null) return refuse('invalid-field', 'There is no such address.', 'by');
    const counted = countedAddress(by === 'sms' ? 'phone' : 'email', address, 'staff');
    const allowed = await limits.use('code-to-address', counted);
    if (!allowed.ok) return allowed;
    const { code, expiresAt } = await this.enrol(organisationId, responderId);
    // In the fragment, which no server and no log ever sees.
    const link = invitationPage === null ? null : `${invitationPage}#code=${code}`;
    const isTaken = await messages.send({
      ...{ organisationId, channel: by, address, language: found.language },
      ...{ kind: 'invited', fill: { code, link } },
    });
    return isTaken
      ? ok({ by, expiresAt: toIso(expiresAt) })
      : refuse('unavailable', 'The invitation could not be sent.');
  }

  /** The settings of an organisation. */
  async settings(organisationId: string): Promise<OrganisationView> {
    const found = await this.ports.registrations.settings(organisationId);
    if (found === null) throw new Error('no such organisation');
    const { slug, name, selfRegistration, controlPhone } = found;
    return { slug, name, selfRegistration, controlPhone };
  }

  /** Changes the settings; what the message leaves out stays as it is. */
  async change(
    organisationId: string,
    { selfRegistration, controlPhone }: PutOrganisationMessage,
  ): Promise<OrganisationView> {
    const { registrations } = this.ports;
    if (selfRegistration !== undefined) {
      await registrations.setSelfRegistration(organisationId, selfRegistration);
    }
    if (controlPhone !== undefined) {
      await registrations.setControlPhone(organisationId, controlPhone);
    }
    return this.settings(organisationId);
  }

  /** Keeps a new responder whose address is proven; returns a code for their phone. */
  private async addResponder(registered: {
    readonly organisationId: string;
    readonly registrationId: string;
    readonly applicant: Applicant;
  }): Promise<string> {
    const { organisationId, registrationId, applicant } = registered;
    const { displayName, language, kind, address } = applicant;
    const { people, registrations, vault, clock } = this.ports;
    const now = clock.now();
    const { responder } = await people.putResponder(
      organisationId,
      {
        externalRef: SELF_REGISTERED_PREFIX + registrationId,
        ...{ displayName, language, [kind]: address },
        ...{ testPhone: false, disabled: false, credentials: [] },
        ...{ travelMode: 'foot', tier: 'public-place' },
      },
      now,
    );
    const digest = contactDigest(vault, applicant);
    const proof = { organisationId, responderId: responder.id, kind, digest, provenAt: now };
    await registrations.prove(proof);
    return (await this.enrol(organisationId, responder.id)).code;
  }

  private async enrol(organisationId: string, responderId: string) {
    const { people, clock, ids } = this.ports;
    const now = clock.now();
    const code = ids.secret();
    const expiresAt = now + ENROLMENT_VALID_MS;
    await people.addEnrolment({ organisationId, responderId, code, expiresAt, now });
    return { code, expiresAt };
  }
}

function closed(): Result<never> {
  return refuse('registration-closed', 'Nobody can register here by themselves.');
}

function noSuchCode(): Result<never> {
  return refuse('code-invalid', 'This code is wrong, used or out of date.');
}
