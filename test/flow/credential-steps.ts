import type { MemoryStore } from '#adapters/memory/store';
import { AesVault } from '#adapters/vault/aes-vault';
import { Credentials } from '#flow/credentials';
import { IdentityBadge } from '#flow/identity-badge';
import { PersonalMessages } from '#flow/personal-messages';
import type { Channels, Clock, Ids, Limits } from '#flow/ports';
import { Registry } from '#flow/registry';
import { Renewals } from '#flow/renewals';
import type { StandBy } from '#flow/stand-by';
import type { Words } from '#flow/words';

/** Who people are, what they are trained for, and how they show it. */
export interface CredentialSteps {
  readonly registry: Registry;
  readonly credentials: Credentials;
  readonly renewals: Renewals;
  readonly identityBadge: IdentityBadge;
}

/** Wires these steps to memory, under the address of an example. */
export function makeCredentialSteps(
  ports: Pick<MemoryStore, 'people' | 'reach' | 'credentials' | 'accounts'> & {
    readonly clock: Clock;
    readonly ids: Ids;
    readonly limits: Limits;
    readonly words: Words;
    readonly standBy: StandBy;
    readonly channels: Channels;
    readonly onError: (error: unknown) => void;
  },
): CredentialSteps {
  const vault = new AesVault([new Uint8Array(32).fill(2)]);
  const credentials = new Credentials(ports);
  return {
    credentials,
    registry: new Registry({ ...ports, ownRecord: credentials }),
    renewals: new Renewals({ ...ports, messages: new PersonalMessages(ports) }),
    identityBadge: new IdentityBadge({ ...ports, vault, publicUrl: 'https://closeby.example' }),
  };
}
