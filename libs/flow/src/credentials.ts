import { normalEmail } from '#core/account';
import { proofType, type ProofMediaType } from '#core/credential-proof';
import { tierNow } from '#core/credential-tier';
import { ok, refuse, type Result } from '#core/problem';
import type { Credential, CredentialStatus } from '#core/responder';
import type {
  AddCredentialMessage,
  FiledCredentialView,
  OwnCredentialsView,
  OwnCredentialView,
  ReviewCredentialMessage,
} from '#contracts/credential-api';
import { toInstant, toIso } from '#contracts/shapes';
import type {
  AccountStore,
  Caller,
  Clock,
  CredentialStore,
  FiledCredential,
  Ids,
  Limits,
  Page,
  PageRequest,
  PeopleStore,
  ResponderCaller,
} from '#flow/ports';
import type { StandBy } from '#flow/stand-by';

/** A member of staff, or a key. */
export type Reviewer = Extract<Caller, { readonly keyId: string }>;

/** Whether somebody acts on their own record. */
export interface OwnRecord {
  /** True where the account of a reviewer has the mail address of that person. */
  isOwn(reviewer: Reviewer, email: string | null): Promise<boolean>;
}

/** What people file of their training, and who looks at it. */
export class Credentials implements OwnRecord {
  constructor(
    private readonly ports: {
      readonly people: PeopleStore;
      readonly credentials: CredentialStore;
      readonly accounts: Pick<AccountStore, 'account'>;
      readonly limits: Limits;
      readonly clock: Clock;
      readonly ids: Ids;
      readonly standBy: Pick<StandBy, 'changed'>;
    },
  ) {}

  /** A person's own credentials and what comes of them; refuses `not-eligible`. */
  async own(caller: ResponderCaller): Promise<Result<OwnCredentialsView>> {
    const { organisationId, responderId } = caller;
    const responder = await this.ports.people.responder(organisationId, responderId);
    if (responder === null) return refuse('not-eligible', 'You are registered no more.');
    const all = await this.ports.credentials.credentialsOf(organisationId, [responderId]);
    const byId = new Map(all.map((one) => [one.credential.id, one]));
    const items = responder.credentials.flatMap(({ id }) => {
      const filed = byId.get(id);
      return filed === undefined ? [] : [ownView(filed)];
    });
    return ok({ items, tier: tierNow(responder, this.ports.clock.now()) });
  }

  /**
   * Adds what a person says they have: pending, and worth nothing until somebody has verified it.
   *
   * @returns refusals `not-eligible`, `reference-conflict`
   */
  async add(
    caller: ResponderCaller,
    message: AddCredentialMessage,
  ): Promise<Result<OwnCredentialView>> {
    const { organisationId, responderId } = caller;
    const responder = await this.ports.people.responder(organisationId, responderId);
    if (responder === null || responder.disabledAt !== null) {
      return refuse('not-eligible', 'Your organisation has disabled you.');
    }
    if (responder.credentials.length >= CREDENTIALS_MAX) {
      return refuse('not-eligible', `Nobody has more than ${CREDENTIALS_MAX} credentials.`);
    }
    const credential: Credential = {
      id: this.ports.ids.id(),
      kind: message.kind,
      issuer: message.issuer,
      status: 'pending',
      validFrom: toInstant(message.validFrom),
      validTo: message.validTo ? toInstant(message.validTo) : null,
    };
    const { number } = message;
    const now = this.ports.clock.now();
    const input = { organisationId, responderId, credential, number, now };
    const added = await this.ports.credentials.file(input);
    return added.ok ? this.ownOne(organisationId, credential.id) : added;
  }

  /**
   * Keeps the proof of one's own credential while it waits.
   *
   * @returns refusals `proof-invalid`, `body-too-large`, `not-found`, `illegal-step`,
   *   `too-many-requests`
   */
  async putProof(
    caller: ResponderCaller,
    proof: {
      readonly credentialId: string;
      readonly mediaType: string;
      readonly file: Uint8Array;
    },
  ): Promise<Result<OwnCredentialView>> {
    const { organisationId, responderId } = caller;
    const { credentialId, file } = proof;
    const admitted = await this.ports.limits.use('uploads', responderId);
    if (!admitted.ok) return admitted;
    const type = proofType(proof.mediaType, file);
    if (!type.ok) return type;
    const kept = await this.ports.credentials.putProof({
      ...{ organisationId, responderId, credentialId, mediaType: type.value, file },
      now: this.ports.clock.now(),
    });
    return kept.ok ? this.ownOne(organisationId, credentialId) : kept;
  }

  /** Credentials by status, the longest waiting first. */
  async list(
    reviewer: Reviewer,
    status: CredentialStatus,
    page: PageRequest,
  ): Promise<Page<FiledCredentialView>> {
    const { organisationId } = reviewer;
    const found = await this.ports.credentials.credentialsByStatus(organisationId, status, page);
    const email = await this.emailOf(reviewer);
    const items = found.items.map((one) => filedView(one, isSame(email, one.email)));
    return { items, nextCursor: found.nextCursor };
  }

  /** The proof as it was uploaded; refuses `not-found`. */
  async proof(
    organisationId: string,
    credentialId: string,
  ): Promise<Result<{ readonly mediaType: ProofMediaType; readonly file: Uint8Array }>> {
    const proof = await this.ports.credentials.proof(organisationId, credentialId);
    return proof === null ? refuse('not-found', 'There is no such proof.') : ok(proof);
  }

  /**
   * Verifies or refuses a credential that waits, and keeps who did it, when and why. Nobody
   * reviews what is their own. From that moment on its person may be alerted by it.
   *
   * @returns refusals `not-found`, `illegal-step`, `second-person-needed`, `invalid-field`
   */
  async review(
    reviewer: Reviewer,
    credentialId: string,
    message: ReviewCredentialMessage,
  ): Promise<Result<FiledCredentialView>> {
    const { organisationId, keyId } = reviewer;
    const filed = await this.ports.credentials.filedCredential(organisationId, credentialId);
    if (filed === null) return refuse('not-found', 'There is no such credential.');
    if (await this.isOwn(reviewer, filed.email)) return notOnesOwn();
    const { validTo } = message;
    const until = validTo === undefined || validTo === null ? validTo : toInstant(validTo);
    if (typeof until === 'number' && until <= filed.credential.validFrom) {
      return refuse('invalid-field', 'validTo: must be after validFrom', 'validTo');
    }
    const reviewed = await this.ports.credentials.review({
      ...{ organisationId, credentialId, to: message.status, by: keyId },
      ...(until === undefined || message.status === 'refused' ? {} : { validTo: until }),
      ...{ reason: message.reason ?? null, now: this.ports.clock.now() },
    });
    if (!reviewed.ok) return reviewed;
    const { responderId } = reviewed.value;
    if (message.status === 'verified') {
      await this.ports.standBy.changed({ organisationId, responderId });
    }
    const after = await this.ports.credentials.filedCredential(organisationId, credentialId);
    return after === null
      ? refuse('not-found', 'There is no such credential.')
      : ok(filedView(after, false));
  }

  /** True where the account of a reviewer has the mail address of that person. */
  async isOwn(reviewer: Reviewer, email: string | null): Promise<boolean> {
    return email !== null && isSame(await this.emailOf(reviewer), email);
  }

  /** Null for a key, which is nobody's. */
  private async emailOf({ organisationId, keyId, sessionId }: Reviewer): Promise<string | null> {
    if (sessionId === null) return null;
    return (await this.ports.accounts.account(organisationId, keyId))?.email ?? null;
  }

  private async ownOne(
    organisationId: string,
    credentialId: string,
  ): Promise<Result<OwnCredentialView>> {
    const filed = await this.ports.credentials.filedCredential(organisationId, credentialId);
    return filed === null
      ? refuse('not-found', 'There is no such credential.')
      : ok(ownView(filed));
  }
}

/** Of one person, filed and registered. */
const CREDENTIALS_MAX = 40;

/** The refusal to verify oneself. */
export function notOnesOwn(): Result<never> {
  return refuse('second-person-needed', 'Nobody verifies themselves: ask somebody else.');
}

function isSame(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && normalEmail(one) === normalEmail(other);
}

function ownView(filed: FiledCredential): OwnCredentialView {
  const { credential, number, proof, reason } = filed;
  const { id, kind, issuer, status, validFrom, validTo } = credential;
  return {
    ...{ id, kind, issuer, number, status, reason },
    validFrom: toIso(validFrom),
    validTo: toIso(validTo),
    proof: proof === null ? null : { ...proof, uploadedAt: toIso(proof.uploadedAt) },
  };
}

function filedView(filed: FiledCredential, isOwn: boolean): FiledCredentialView {
  const { addedAt, addedBy, responder, reviewedBy, reviewedAt, sameNumber } = filed;
  return {
    ...ownView(filed),
    ...{ addedBy, responder, reviewedBy, isOwn },
    addedAt: toIso(addedAt),
    reviewedAt: toIso(reviewedAt),
    sameNumber: [...sameNumber],
  };
}
