import type { MemoryStore } from '#adapters/memory/store';
import { AesVault } from '#adapters/vault/aes-vault';
import { Codes } from '#flow/codes';
import { Contacts } from '#flow/contacts';
import { PersonalMessages } from '#flow/personal-messages';
import { Phones } from '#flow/phones';
import type { Channels, Clock, Ids, Limits, Live } from '#flow/ports';
import { PushProof } from '#flow/push-proof';
import { Registration } from '#flow/registration';
import { SetReach } from '#flow/set-reach';
import { SignOut } from '#flow/sign-out';
import type { StandBy } from '#flow/stand-by';
import type { Words } from '#flow/words';

/** How people come in, and their phones and addresses. */
export interface PhoneSteps {
  readonly reach: SetReach;
  readonly signOut: SignOut;
  readonly pushProof: PushProof;
  readonly phones: Phones;
  readonly contacts: Contacts;
  readonly registration: Registration;
}

/** Wires these steps to memory; invitations lead to a page of an example. */
export function makePhoneSteps(
  ports: Pick<MemoryStore, 'people' | 'reach' | 'registrations' | 'auditLog'> & {
    readonly clock: Clock;
    readonly ids: Ids;
    readonly limits: Limits;
    readonly live: Live;
    readonly words: Words;
    readonly standBy: StandBy;
    readonly channels: Channels;
    readonly onError: (error: unknown) => never;
  },
): PhoneSteps {
  const all = { ...ports, vault: new AesVault([new Uint8Array(32).fill(1)]) };
  const messages = new PersonalMessages(all);
  const codes = new Codes(all);
  const reach = new SetReach(all);
  const signOut = new SignOut(all);
  const pushProof = new PushProof({ ...all, messages });
  const phones = new Phones({ ...all, messages, pushProof, signOut });
  return {
    reach,
    signOut,
    pushProof,
    phones,
    contacts: new Contacts({ ...all, codes, messages, setReach: reach }),
    registration: new Registration({
      ...{ ...all, codes, messages, phones },
      invitationPage: 'https://closeby.example/responder/',
    }),
  };
}
