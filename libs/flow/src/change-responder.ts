import { refuse, type Result } from '#core/problem';
import type { Credential, Responder } from '#core/responder';
import type { ChangeResponderMessage } from '#contracts/people-register-api';
import type { PutResponderMessage, ResponderView } from '#contracts/registry-api';
import { toIso } from '#contracts/shapes';
import type { Reviewer } from '#flow/credentials';
import type { PeopleStore } from '#flow/ports';
import type { Registry } from '#flow/registry';

/** One person's entry in the register, changed by hand. */
export class ChangeResponder {
  constructor(
    private readonly ports: {
      readonly people: PeopleStore;
      readonly registry: Pick<Registry, 'putResponderBy'>;
    },
  ) {}

  /**
   * Changes what the message names and leaves the rest, credentials with it. Whoever disables or
   * enables somebody says why.
   *
   * @returns refusals `not-found`, `reason-needed`, `second-person-needed`
   */
  async change(
    reviewer: Reviewer,
    responderId: string,
    message: ChangeResponderMessage,
  ): Promise<Result<ResponderView>> {
    const old = await this.ports.people.responder(reviewer.organisationId, responderId);
    if (old === null) return refuse('not-found', 'There is no such responder.');
    const turns = message.disabled !== undefined && message.disabled !== (old.disabledAt !== null);
    if (turns && message.reason === undefined) {
      return refuse('reason-needed', 'Say why; it goes into the audit.', 'reason');
    }
    const put = wholeOf(old, message);
    const done = await this.ports.registry.putResponderBy(reviewer, old.externalRef, put);
    return done.ok ? { ok: true, value: done.value.view } : done;
  }
}

function wholeOf(old: Responder, message: ChangeResponderMessage): PutResponderMessage {
  const { phone, email } = message;
  return {
    displayName: message.displayName ?? old.displayName,
    testPhone: message.testPhone ?? old.testPhone,
    disabled: message.disabled ?? old.disabledAt !== null,
    travelMode: message.travelMode ?? old.travelMode,
    tier: message.tier ?? old.tier,
    language: message.language ?? old.language,
    ...(phone === undefined ? {} : { phone }),
    ...(email === undefined ? {} : { email }),
    credentials: old.credentials.map(asStored),
  };
}

/** As it stands: what was refused or revoked stays so. */
function asStored({ kind, issuer, validFrom, validTo, status }: Credential) {
  const verified = status === 'verified';
  return { kind, issuer, validFrom: toIso(validFrom), validTo: toIso(validTo), verified };
}
