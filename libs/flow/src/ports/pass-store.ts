import type { Instant } from '#core/units';

/** A link by which people without an account come to a call-out; its code is kept as a digest. */
export interface Pass {
  readonly id: string;
  readonly organisationId: string;
  readonly calloutId: string;
  readonly label: string;
  /** People who may come by it. */
  readonly usesMax: number;
  readonly usedCount: number;
  readonly validUntil: Instant;
  readonly musterKey: string | null;
  readonly createdAt: Instant;
  readonly revokedAt: Instant | null;
}

export interface PassStore {
  addPass(pass: Pass, code: string): Promise<void>;
  /** Of a call-out, newest first. */
  passes(organisationId: string, calloutId: string): Promise<readonly Pass[]>;
  /** Revoking again changes nothing; null where there is none. */
  revokePass(input: {
    readonly organisationId: string;
    readonly calloutId: string;
    readonly passId: string;
    readonly now: Instant;
  }): Promise<Pass | null>;
  /** Whatever organisation it is of, and whether or not it is still good. */
  passByCode(code: string): Promise<Pass | null>;
}
