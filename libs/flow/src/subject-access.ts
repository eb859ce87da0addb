import { ok, refuse, type Result } from '#core/problem';
import type { ErasedView, PersonExport } from '#contracts/privacy-api';
import { toIso } from '#contracts/shapes';
import type {
  AuditActor,
  AuditEntry,
  AuditLog,
  AuditRow,
  Clock,
  Live,
  Locations,
} from '#flow/ports';
import type { Limits, PeopleStore, PrivacyStore } from '#flow/ports';
import type { StandBy } from '#flow/stand-by';

/** Entries of the audit about one person that an export shows at most. */
const AUDIT_SHOWN_MAX = 5_000;
const AUDIT_PAGE = 200;

interface Person {
  readonly organisationId: string;
  readonly responderId: string;
}

/** What a person may ask of their own data, or a registrar for them. */
export class SubjectAccess {
  constructor(
    private readonly ports: {
      readonly privacy: PrivacyStore;
      readonly people: PeopleStore;
      readonly locations: Locations;
      readonly live: Live;
      readonly limits: Limits;
      readonly auditLog: AuditLog;
      readonly standBy: StandBy;
      readonly clock: Clock;
    },
  ) {}

  /** Everything that is kept about a person, and who has looked at it; refusal `not-found`. */
  async exported(
    person: Person,
    by: AuditActor,
    reason: string | null = null,
  ): Promise<Result<PersonExport>> {
    const { organisationId, responderId } = person;
    const used = await this.ports.limits.use('exports', by.id ?? organisationId);
    if (!used.ok) return used;
    const sections = await this.ports.privacy.sections(organisationId, responderId);
    if (sections === null) return noSuchPerson();
    const looks = await this.looksAt(person);
    await this.note(person, by, {
      action: 'person.exported',
      detail: { own: by.role === 'responder', reason },
    });
    const exportedAt = toIso(this.ports.clock.now());
    const rows = Object.entries(sections).map(([name, kept]) => [name, [...kept]] as const);
    return ok({
      responderId,
      exportedAt,
      sections: { ...Object.fromEntries(rows), audit: looks.map((row) => ({ ...row })) },
    });
  }

  /**
   * Erases a person: off duty, open questions withdrawn, sockets closed, out of the live index,
   * rows deleted or emptied, key shredded. What stays is a number without a name.
   *
   * @returns refusals `not-found` and, while they are bound to an incident, `bound-elsewhere`
   */
  async erase(
    person: Person,
    by: AuditActor,
    reason: string | null = null,
  ): Promise<Result<ErasedView>> {
    const { organisationId, responderId } = person;
    const { people, privacy, locations, clock } = this.ports;
    const [known] = await people.candidates(organisationId, [responderId]);
    if (known === undefined) return noSuchPerson();
    if (known.boundToId !== null) {
      return refuse('bound-elsewhere', 'Bound to an incident; erase them once it is over.');
    }
    await people.setDuty({ organisationId, responderId, onDuty: false, now: clock.now() });
    await this.ports.standBy.leave(person);
    const now = clock.now();
    const erased = await privacy.erase({ organisationId, responderId, now });
    if (!erased.ok) return erased;
    // Once more, since a position may have been on its way.
    await locations.remove(organisationId, [responderId]).catch(() => undefined);
    await this.note(person, by, {
      action: 'person.erased',
      detail: { ...erased.value.removed, reason },
    });
    return ok({
      responderId,
      erasedAt: toIso(now),
      removed: { ...erased.value.removed },
      keyShredded: erased.value.keyShredded,
    });
  }

  /** Who has looked at this person or acted upon them, newest first. */
  private async looksAt({ organisationId, responderId }: Person): Promise<readonly AuditRow[]> {
    const found: AuditRow[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<AuditLog['search']>> = await this.ports.auditLog.search(
        organisationId,
        { subjectId: responderId },
        { cursor, limit: AUDIT_PAGE },
      );
      found.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null && found.length < AUDIT_SHOWN_MAX);
    return found;
  }

  private note(
    { organisationId, responderId: id }: Person,
    actor: AuditActor,
    what: { readonly action: string; readonly detail: AuditEntry['detail'] },
  ): Promise<void> {
    const at = this.ports.clock.now();
    const subject = { kind: 'responder', id };
    return this.ports.auditLog.append([
      { organisationId, at, actor, subject, outcome: 'done', ...what },
    ]);
  }
}

function noSuchPerson(): Result<never> {
  return refuse('not-found', 'There is no such responder.');
}
