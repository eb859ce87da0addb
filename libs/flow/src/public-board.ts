import {
  checkEntryTimes,
  ENTRIES_OF_ONE_MAX,
  SHOWN_STATUSES,
  type BoardKind,
  type BoardReportKind,
  type BoardSide,
} from '#core/board';
import { ok, refuse, type Result } from '#core/problem';
import type {
  BoardBadge,
  BoardEntryTaken,
  OwnBoardEntryView,
  PublicBoardEntryMessage,
  ShownBoardEntry,
  StillSoMessage,
} from '#contracts/board-api';
import { toIso } from '#contracts/shapes';
import type { BoardPeople } from '#flow/board-people';
import { newEntry, renderOwn, renderShown } from '#flow/board-view';
import type { BoardWords } from '#flow/board-words';
import { contactDigests, contactOf, countedAddress, type Codes } from '#flow/codes';
import type { PersonalMessages } from '#flow/personal-messages';
import type {
  BoardStore,
  Clock,
  Ids,
  Limits,
  Page,
  PageRequest,
  RegistrationStore,
  StoredEntry,
  Vault,
} from '#flow/ports';

/** Offers and needs, for people without an account, where the organisation lets them. */
export class PublicBoard {
  constructor(
    private readonly ports: {
      readonly board: BoardStore;
      readonly registrations: Pick<RegistrationStore, 'organisationBySlug'>;
      readonly people: BoardPeople;
      readonly words: BoardWords;
      readonly codes: Codes;
      readonly messages: PersonalMessages;
      readonly limits: Limits;
      readonly vault: Vault;
      readonly clock: Clock;
      readonly ids: Ids;
    },
  ) {}

  /** What somebody has looked at and is not over; refusals `not-found`, `too-many-requests`. */
  async list(
    { organisation, from }: { readonly organisation: string; readonly from: string },
    filter: {
      readonly side?: BoardSide | undefined;
      readonly kind?: BoardKind | undefined;
    },
    page: PageRequest,
  ): Promise<Result<Page<ShownBoardEntry>>> {
    const allowed = await this.ports.limits.use('board-of-address', from);
    if (!allowed.ok) return allowed;
    const organisationId = await this.organisationOf(organisation);
    if (organisationId === null) return noBoard();
    const { side = null, kind = null } = filter;
    const shown = { side, kind, statuses: SHOWN_STATUSES };
    const { items, nextCursor } = await this.ports.board.list(organisationId, shown, page);
    return ok({ items: items.map(renderShown), nextCursor });
  }

  /**
   * Keeps an entry until its address is proven, and sends the code. Whether the address is known,
   * or has as many entries as it may, is told to nobody: the answer is the same.
   *
   * @param from network address of whoever asks
   * @returns refusals `not-found`, `invalid-field`, `too-many-requests`
   */
  async add(
    { organisation, from }: { readonly organisation: string; readonly from: string },
    message: PublicBoardEntryMessage,
  ): Promise<Result<BoardEntryTaken>> {
    const { limits, codes, messages } = this.ports;
    const asked = await limits.use('code-of-address', from);
    if (!asked.ok) return asked;
    const organisationId = await this.organisationOf(organisation);
    if (organisationId === null) return noBoard();
    const made = this.entryOf(organisationId, message);
    if (!made.ok) return made;
    const { kind, address } = contactOf(message);
    const sent = await limits.use('code-to-address', countedAddress(kind, address, 'anybody'));
    if (!sent.ok) return sent;
    const { entry } = made.value;
    const isKept = await this.ports.board.add(made.value);
    const key = { purpose: 'board', ofId: entry.id } as const;
    const { code, expiresAt } = await codes.make(key, { organisationId, about: { isKept } });
    if (isKept) {
      const channel = kind === 'phone' ? 'sms' : 'email';
      const { language } = message;
      const to = { organisationId, channel, address, language } as const;
      messages.sendLater({ ...to, kind: 'code', fill: { code, link: null } });
    }
    return ok({ entryId: entry.id, expiresAt: toIso(expiresAt) });
  }

  /** Proves the address; the entry waits to be looked at. Refusals `code-invalid`. */
  async confirm(
    organisation: string,
    { entryId, code }: { readonly entryId: string; readonly code: string },
  ): Promise<Result<BoardBadge>> {
    const { limits, codes, board, people, clock } = this.ports;
    const tried = await limits.use('code-tried', entryId);
    if (!tried.ok) return tried;
    const organisationId = await this.organisationOf(organisation);
    const taken = await codes.take({ purpose: 'board', ofId: entryId }, code);
    if (taken === null || taken.organisationId !== organisationId) return noSuchCode();
    const now = clock.now();
    const moved = await board.moveEntry({
      ...{ organisationId, entryId, from: ['pending-proof'], to: 'pending-vetting' },
      ...{ change: { confirmedAt: now }, now },
    });
    return moved === null ? noSuchCode() : ok({ badge: people.badge(entryId) });
  }

  /** One's own entry by its badge; refusals `pass-invalid`, `too-many-requests`. */
  async mine(
    of: { readonly organisation: string; readonly from: string },
    badge: string,
  ): Promise<Result<OwnBoardEntryView>> {
    const stored = await this.byBadge(of, badge);
    return stored.ok ? ok(await renderOwn(this.ports, stored.value)) : stored;
  }

  /** Takes word of whoever has the badge; refusals as of `mine` and of the step. */
  async stillSo(
    of: { readonly organisation: string; readonly from: string },
    badge: string,
    message: StillSoMessage,
  ): Promise<Result<OwnBoardEntryView>> {
    const stored = await this.byBadge(of, badge);
    if (!stored.ok) return stored;
    const said = await this.ports.words.ofOwner(stored.value, message);
    return said.ok ? ok(await renderOwn(this.ports, said.value)) : said;
  }

  /** Takes word against an entry, once from each address; refusals as of `list`. */
  async report(
    { organisation, from }: { readonly organisation: string; readonly from: string },
    { entryId, kind }: { readonly entryId: string; readonly kind: BoardReportKind },
  ): Promise<Result<null>> {
    const { limits, board, vault, words } = this.ports;
    const allowed = await limits.use('board-reports', from);
    if (!allowed.ok) return allowed;
    const organisationId = await this.organisationOf(organisation);
    if (organisationId === null) return noBoard();
    const stored = await board.entry(organisationId, entryId);
    if (stored === null || !SHOWN_STATUSES.includes(stored.entry.status)) return ok(null);
    await words.ofOthers(stored, { kind, byDigest: vault.digest(`board report from ${from}`) });
    return ok(null);
  }

  private async byBadge(
    { organisation, from }: { readonly organisation: string; readonly from: string },
    badge: string,
  ): Promise<Result<StoredEntry>> {
    const allowed = await this.ports.limits.use('badges-of-address', from);
    if (!allowed.ok) return allowed;
    const entryId = this.ports.people.entryOfBadge(badge);
    const found = await this.ports.registrations.organisationBySlug(organisation);
    const stored =
      entryId === null || found === null ? null : await this.ports.board.entry(found.id, entryId);
    // Also where the board was closed to the public since: what is one's own stays one's own.
    return stored === null ? refuse('pass-invalid', 'This link opens nothing.') : ok(stored);
  }

  private entryOf(organisationId: string, message: PublicBoardEntryMessage) {
    const { people, vault, clock, ids } = this.ports;
    const now = clock.now();
    const by = { organisationId, source: 'public', responderId: null } as const;
    const entry = newEntry(message, { ...by, status: 'pending-proof', now, ids });
    const times = checkEntryTimes(entry, now);
    if (!times.ok) return times;
    const { displayName, phone = null, email = null, language } = message;
    const contact = people.seal(entry.id, { displayName, phone, email, language });
    const addressDigests = contactDigests(vault, contactOf(message));
    return ok({ entry, contact, addressDigests, max: ENTRIES_OF_ONE_MAX });
  }

  /** Null where the board is not for everybody, as for an organisation that there is not. */
  private async organisationOf(slug: string): Promise<string | null> {
    const found = await this.ports.registrations.organisationBySlug(slug);
    if (found === null || !(await this.ports.board.isPublic(found.id))) return null;
    return found.id;
  }
}

function noBoard(): Result<never> {
  return refuse('not-found', 'There is no such board.');
}

function noSuchCode(): Result<never> {
  return refuse('code-invalid', 'This code is wrong, used or out of date.');
}
