import { tryCode, type OneTimeCode } from '#core/one-time-code';
import type {
  CodeKey,
  ContactProof,
  OrganisationSettings,
  PushClaim,
  RegistrationStore,
} from '#flow/ports';
import { settle, type MemoryTables } from './tables';

interface CodeRow {
  readonly organisationId: string;
  readonly sealed: Uint8Array;
  readonly codeDigest: Uint8Array;
  readonly code: OneTimeCode;
}

/** Codes, proofs and claims in memory. */
export class MemoryRegistrationStore implements RegistrationStore {
  private readonly open = new Set<string>();
  private readonly controlPhones = new Map<string, string | null>();
  private readonly codes = new Map<string, CodeRow>();
  private readonly proofs = new Map<string, ContactProof & { readonly organisationId: string }>();
  private readonly claims = new Map<string, PushClaim & { readonly challengeDigest: Uint8Array }>();

  constructor(private readonly tables: MemoryTables) {}

  organisationBySlug: RegistrationStore['organisationBySlug'] = (slug) =>
    settle(() => {
      const found = [...this.tables.organisations.values()].find((one) => one.slug === slug);
      return this.shown(found?.id ?? '');
    });

  settings: RegistrationStore['settings'] = (organisationId) =>
    settle(() => this.shown(organisationId));

  setSelfRegistration: RegistrationStore['setSelfRegistration'] = (organisationId, isAllowed) =>
    settle(() => {
      if (isAllowed) this.open.add(organisationId);
      else this.open.delete(organisationId);
    });

  setControlPhone: RegistrationStore['setControlPhone'] = (organisationId, phone) =>
    settle(() => {
      this.controlPhones.set(organisationId, phone);
    });

  putCode: RegistrationStore['putCode'] = (key, kept) =>
    settle(() => {
      for (const [name, row] of this.codes) {
        if (row.code.expiresAt < kept.now) this.codes.delete(name);
      }
      const { organisationId, sealed, codeDigest, code } = kept;
      this.codes.set(nameOf(key), { organisationId, sealed, codeDigest, code });
    });

  tryCode: RegistrationStore['tryCode'] = (key, codeDigests, now) =>
    settle(() => {
      const row = this.codes.get(nameOf(key));
      if (row === undefined) return null;
      const isRight = codeDigests.some((digest) => isSame(row.codeDigest, digest));
      const { letsIn, code } = tryCode(row.code, isRight, now);
      this.codes.set(nameOf(key), { ...row, code });
      return letsIn ? { organisationId: row.organisationId, sealed: row.sealed } : null;
    });

  prove: RegistrationStore['prove'] = (proof) =>
    settle(() => {
      this.proofs.set(`${proof.responderId} ${proof.kind}`, proof);
    });

  proofsOf: RegistrationStore['proofsOf'] = (organisationId, responderId) =>
    settle(() =>
      [...this.proofs.values()]
        .filter((one) => one.organisationId === organisationId && one.responderId === responderId)
        .map(({ kind, digest, provenAt }) => ({ responderId, kind, digest, provenAt }))
        .sort((a, b) => (a.kind < b.kind ? -1 : 1)),
    );

  putPushClaim: RegistrationStore['putPushClaim'] = (claim) =>
    settle(() => {
      this.claims.set(claim.deviceId, claim);
    });

  takePushClaim: RegistrationStore['takePushClaim'] = (input) =>
    settle(() => {
      const claim = this.claims.get(input.deviceId);
      if (claim?.organisationId !== input.organisationId || claim.expiresAt <= input.now) {
        return null;
      }
      const { challengeDigests } = input;
      if (!challengeDigests.some((digest) => isSame(claim.challengeDigest, digest))) return null;
      this.claims.delete(input.deviceId);
      const { organisationId, deviceId, channel, sealed, expiresAt } = claim;
      return { organisationId, deviceId, channel, sealed, expiresAt };
    });

  private shown(organisationId: string): OrganisationSettings | null {
    const found = this.tables.organisations.get(organisationId);
    if (found === undefined) return null;
    const { id, slug, name, timeZone } = found;
    const controlPhone = this.controlPhones.get(id) ?? null;
    return { id, slug, name, timeZone, selfRegistration: this.open.has(id), controlPhone };
  }
}

function nameOf({ purpose, ofId }: CodeKey): string {
  return `${purpose} ${ofId}`;
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
