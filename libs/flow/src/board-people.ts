import { boardWords, type BoardEvent } from '#core/board-words';
import type { BoardClaim } from '#core/board-claim';
import type { Language } from '#core/delivery';
import { noteWords } from '#core/note-words';
import { DAY_MS } from '#core/units';
import type { BoardContactView } from '#contracts/board-api';
import { fromPlace } from '#contracts/shapes';
import type { Notes } from '#flow/notes';
import type { BoardStore, Channels, Ids, ReachStore, StoredEntry, Vault } from '#flow/ports';

/** Who put an entry up without an account, as it is sealed. */
export interface BoardContact {
  readonly displayName: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly language: Language;
}

/** The people of the board: whom to call, and how they are told. */
export class BoardPeople {
  constructor(
    private readonly ports: {
      readonly board: Pick<BoardStore, 'entry'>;
      readonly reach: Pick<ReachStore, 'reachOf'>;
      readonly notes: Pick<Notes, 'tell'>;
      readonly channels: Channels;
      readonly vault: Vault;
      readonly ids: Ids;
      /** Page where people without an account see their entry; null where there is none. */
      readonly boardPage: string | null;
      /** Told of what nobody waits for. */
      readonly onError: (error: unknown) => void;
    },
  ) {}

  /** Seals who put an entry up. */
  seal(entryId: string, contact: BoardContact): Uint8Array {
    return this.ports.vault.seal(new TextEncoder().encode(JSON.stringify(contact)), about(entryId));
  }

  /** What opens one entry for whoever put it up; the same each time, and kept nowhere. */
  badge(entryId: string): string {
    return `${entryId}.${hex(this.ports.vault.digest(about(entryId)))}`;
  }

  /** The entry that a badge opens; null for one that was never given. */
  entryOfBadge(badge: string): string | null {
    const [entryId = '', proof = ''] = badge.split('.');
    const { vault } = this.ports;
    const given = hex(vault.digest(`badge ${proof}`));
    const isGood = vault
      .digests(about(entryId))
      .some((digest) => hex(vault.digest(`badge ${hex(digest)}`)) === given);
    return isGood ? entryId : null;
  }

  /** Whom to call about an entry, and where exactly it is; null once they are erased. */
  async contactOf({ entry, contact }: StoredEntry): Promise<BoardContactView | null> {
    const place = fromPlace(entry.place);
    const { organisationId, responderId } = entry;
    if (responderId !== null) {
      const person = await this.personOf(organisationId, responderId);
      return person === null ? null : { ...person, place };
    }
    const opened = contact === null ? null : this.open(entry.id, contact);
    if (opened === null) return null;
    const { displayName, phone, email } = opened;
    return { displayName, phone, email, place };
  }

  /** Whom to call about a claim as the entry's side sees it. */
  async claimantOf(claim: BoardClaim): Promise<BoardContactView | null> {
    const { organisationId, responderId, forEntryId } = claim;
    if (responderId !== null) {
      const person = await this.personOf(organisationId, responderId);
      return person === null ? null : { ...person, place: null };
    }
    const other = await this.ports.board.entry(organisationId, forEntryId ?? '');
    return other === null ? null : this.contactOf(other);
  }

  /** Tells whoever put an entry up; of people without an account, without anybody waiting. */
  async tell(stored: StoredEntry, event: BoardEvent): Promise<void> {
    const { entry, contact } = stored;
    if (entry.responderId !== null) return this.note(entry, entry.responderId, event);
    if (contact === null || entry.status === 'pending-proof') return;
    this.write(entry, this.open(entry.id, contact), event);
  }

  /** Tells whoever holds a claim. */
  async tellClaimant(claim: BoardClaim, stored: StoredEntry, event: BoardEvent): Promise<void> {
    if (claim.responderId !== null) return this.note(stored.entry, claim.responderId, event);
    const other = await this.ports.board.entry(claim.organisationId, claim.forEntryId ?? '');
    if (other !== null) await this.tell(other, event);
  }

  private async note(
    { organisationId, title }: StoredEntry['entry'],
    responderId: string,
    event: BoardEvent,
  ): Promise<void> {
    const person = await this.ports.reach.reachOf(organisationId, responderId);
    const text = boardWords(event, person?.language ?? 'en', title);
    await this.ports.notes.tell([
      {
        ...{ organisationId, responderId, bookingId: null, calloutId: null },
        ...{ kind: 'board', text, isExercise: false },
      },
    ]);
  }

  /** One attempt by the address they have proven; the board says the same to whoever looks. */
  private write(entry: StoredEntry['entry'], to: BoardContact, event: BoardEvent): void {
    const { language, phone, email } = to;
    const channel = phone === null ? 'email' : 'sms';
    const address = phone ?? email;
    const way = this.ports.channels[channel];
    if (address === null || way === undefined) return;
    const { boardPage, ids } = this.ports;
    // In the fragment, which no server and no log ever sees.
    const link = boardPage === null ? '' : ` ${boardPage}#board=${this.badge(entry.id)}`;
    const said = boardWords(event, language, entry.title) + link;
    const { title } = noteWords({ kind: 'board', text: '', isExercise: false }, language);
    const text = channel === 'sms' ? { title, body: `CLOSEBY: ${said}` } : { title, body: said };
    const id = ids.id();
    way
      .handOver({
        ...{ deliveryId: id, alertId: id, address, language, about: 'callout', subject: 'changed' },
        ...{ rank: 'callout', collapseKey: id, ttlMs: DAY_MS, text },
      })
      .catch(this.ports.onError);
  }

  private async personOf(organisationId: string, responderId: string) {
    const person = await this.ports.reach.reachOf(organisationId, responderId);
    if (person === null) return null;
    const { displayName, phone, email } = person;
    return { displayName, phone, email };
  }

  private open(entryId: string, sealed: Uint8Array): BoardContact {
    const plain = this.ports.vault.open(sealed, about(entryId));
    return JSON.parse(new TextDecoder().decode(plain)) as BoardContact;
  }
}

function about(entryId: string): string {
  return `board entry ${entryId}`;
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
