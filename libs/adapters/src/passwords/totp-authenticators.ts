import { generateSecret, generateURI, verifySync } from 'otplib';
import type { Authenticators, WallClock } from '#flow/ports';

const ISSUER = 'Closeby';
const STEP_S = 30;
/** 160 bits, as RFC 4226 recommends. */
const SECRET_BYTES = 20;

/** Codes of authenticator apps by otplib. */
export class TotpAuthenticators implements Authenticators {
  constructor(private readonly clock: WallClock) {}

  make: Authenticators['make'] = (accountName) => {
    const secret = generateSecret({ length: SECRET_BYTES });
    return { secret, uri: generateURI({ issuer: ISSUER, label: accountName, secret }) };
  };

  stepOf: Authenticators['stepOf'] = (code, secret) => {
    const epoch = Math.floor(this.clock.now() / 1_000);
    const result = verifySync({ secret, token: code, epoch, epochTolerance: STEP_S });
    return result.valid && 'timeStep' in result ? result.timeStep : null;
  };
}
