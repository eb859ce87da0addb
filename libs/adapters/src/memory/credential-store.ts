import { renewalDue, type RenewalDays } from '#core/credential-renewal';
import { ok, refuse } from '#core/problem';
import { CREDENTIAL_TABLE, type Credential, type Responder } from '#core/responder';
import { canMove } from '#core/transition';
import type { Instant } from '#core/units';
import { numberKey } from '#adapters/shared/credential-number';
import { readTimeCursor, writeCursor } from '#adapters/shared/cursor';
import { sortCredentials } from '#adapters/shared/merge-credentials';
import type {
  CredentialStore,
  DueReminder,
  EndingCredential,
  FiledCredential,
  NamedResponder,
  Page,
  PageRequest,
} from '#flow/ports';
import { contactOf } from './reach';
import { settle, type FilingRow, type MemoryTables, type ReminderRow } from './tables';

interface Held {
  readonly responder: Responder;
  readonly credential: Credential;
}

/** Filings, proofs and reminders of credentials in memory; nothing is sealed here. */
export class MemoryCredentialStore implements CredentialStore {
  constructor(private readonly tables: MemoryTables) {}

  file: CredentialStore['file'] = ({ organisationId, responderId, credential, number, now }) =>
    settle(() => {
      const responder = this.tables.responders.get(responderId);
      if (responder?.organisationId !== organisationId) throw new Error('no such responder');
      const { kind, issuer, validFrom } = credential;
      const isThere = responder.credentials.some(
        (one) => one.kind === kind && one.issuer === issuer && one.validFrom === validFrom,
      );
      if (isThere) return refuse('reference-conflict', 'This credential is there already.');
      const credentials = sortCredentials([...responder.credentials, credential]);
      this.tables.responders.set(responderId, { ...responder, credentials });
      this.tables.filings.set(credential.id, { ...UNFILED, filedAt: now, number });
      return ok(null);
    });

  filedCredential: CredentialStore['filedCredential'] = (organisationId, credentialId) =>
    settle(() => {
      const held = this.held(organisationId).find(({ credential: { id } }) => id === credentialId);
      return held === undefined ? null : this.filed(held);
    });

  credentialsOf: CredentialStore['credentialsOf'] = (organisationId, responderIds) =>
    settle(() =>
      this.held(organisationId)
        .filter(({ responder }) => responderIds.includes(responder.id))
        .map((held) => this.filed(held)),
    );

  credentialsByStatus: CredentialStore['credentialsByStatus'] = (organisationId, status, page) =>
    settle(() => {
      const all = this.held(organisationId)
        .filter(({ credential }) => credential.status === status)
        .map((held) => this.filed(held));
      return pageBy(all, page, (one) => ({ at: one.addedAt, id: one.credential.id }));
    });

  putProof: CredentialStore['putProof'] = (input) =>
    settle(() => {
      const held = this.find(input.organisationId, input.credentialId);
      if (held?.responder.id !== input.responderId) return noCredential();
      if (held.credential.status !== 'pending') return isReviewed();
      const { mediaType, file, now } = input;
      this.tables.proofs.set(input.credentialId, { mediaType, file, uploadedAt: now });
      return ok(null);
    });

  proof: CredentialStore['proof'] = (organisationId, credentialId) =>
    settle(() => {
      const held = this.find(organisationId, credentialId);
      const proof = this.tables.proofs.get(held?.credential.id ?? '');
      return proof === undefined ? null : { mediaType: proof.mediaType, file: proof.file };
    });

  review: CredentialStore['review'] = (input) =>
    settle(() => {
      const held = this.find(input.organisationId, input.credentialId);
      if (held === null) return noCredential();
      const { responder, credential: old } = held;
      const { to, validTo = old.validTo, reason, by, now } = input;
      if (old.status === to) return ok({ responderId: responder.id });
      if (!canMove(CREDENTIAL_TABLE, old.status, to)) {
        return refuse('illegal-step', `A ${old.status} credential cannot become ${to}.`);
      }
      const credentials = responder.credentials.map((one) =>
        one === old ? { ...old, status: to, validTo } : one,
      );
      this.tables.responders.set(responder.id, { ...responder, credentials });
      const filing = this.tables.filings.get(old.id) ?? UNFILED;
      const review = { reviewedBy: by, reviewedAt: now, reason };
      this.tables.filings.set(old.id, { ...filing, ...review });
      return ok({ responderId: responder.id });
    });

  takeReminders: CredentialStore['takeReminders'] = (lease) =>
    settle(() => {
      const due = [...this.tables.organisations.keys()]
        .flatMap((organisationId) => this.held(organisationId))
        .flatMap((held) => this.dueOf(held, lease.now))
        .sort((a, b) => a.validTo - b.validTo || (a.credentialId < b.credentialId ? -1 : 1))
        .slice(0, lease.max);
      for (const reminder of due) {
        this.tables.reminders.set(keyOf(reminder), {
          ...{ leaseId: lease.leaseId, leasedUntil: lease.now + lease.leaseMs, sentAt: null },
          ...{ credentialId: reminder.credentialId, validTo: reminder.validTo },
          days: reminder.days,
        });
      }
      return due;
    });

  reminderSent: CredentialStore['reminderSent'] = (reminder, leaseId, now) =>
    settle(() => {
      const row = this.tables.reminders.get(keyOf(reminder));
      if (row?.leaseId !== leaseId || row.sentAt !== null) return;
      this.tables.reminders.set(keyOf(reminder), { ...row, sentAt: now });
    });

  endingCredentials: CredentialStore['endingCredentials'] = (organisationId, ends, page) =>
    settle(() => {
      const all = this.held(organisationId).flatMap(({ responder, credential }) => {
        const { id: credentialId, kind, issuer, status, validTo } = credential;
        if (status !== 'verified' || validTo === null) return [];
        if (validTo <= ends.now || validTo > ends.until) return [];
        const remindedDays = this.sentOf(credentialId, validTo);
        const who = named(responder);
        return [{ credentialId, kind, issuer, validTo, responder: who, remindedDays }];
      });
      return pageBy(all, page, (one: EndingCredential) => ({
        ...{ at: one.validTo, id: one.credentialId },
      }));
    });

  private dueOf({ responder, credential }: Held, now: Instant): DueReminder[] {
    const { validTo, id: credentialId, kind } = credential;
    if (credential.status !== 'verified' || validTo === null) return [];
    if (responder.disabledAt !== null) return [];
    const days = renewalDue(validTo, now);
    const isOutlasted = responder.credentials.some(
      (one) =>
        one.kind === kind &&
        one.status === 'verified' &&
        (one.validTo === null || one.validTo > validTo),
    );
    if (days === null || isOutlasted) return [];
    const row = this.tables.reminders.get(keyOf({ credentialId, validTo, days }));
    if (row !== undefined && (row.sentAt !== null || row.leasedUntil > now)) return [];
    const { id: responderId, organisationId, language, availability } = responder;
    const contact = contactOf(this.tables, responderId);
    const timeZone = this.tables.organisations.get(organisationId)?.timeZone ?? 'UTC';
    return [
      {
        ...{ organisationId, responderId, credentialId, validTo, days, timeZone, language },
        ...{ email: contact.email, declined: contact.declined, availability },
        pushes: this.pushesOf(responderId, now),
      },
    ];
  }

  private pushesOf(responderId: string, now: Instant): DueReminder['pushes'] {
    const tokens = this.tables.tokensByResponder.get(responderId) ?? [];
    return tokens.flatMap((token) => {
      const device = this.tables.devices.get(token);
      if (device?.endedAt !== null || device.expiresAt <= now) return [];
      const { pushToken: address, pushChannel: channel } = device;
      return address === null ? [] : [{ channel, address }];
    });
  }

  private sentOf(credentialId: string, validTo: Instant): RenewalDays[] {
    return [...this.tables.reminders.values()]
      .filter((row) => row.credentialId === credentialId && row.validTo === validTo)
      .filter((row) => row.sentAt !== null)
      .map((row) => row.days)
      .sort((a, b) => b - a);
  }

  private held(organisationId: string): Held[] {
    return [...this.tables.responders.values()]
      .filter((responder) => responder.organisationId === organisationId)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .flatMap((responder) =>
        responder.credentials.map((credential) => ({ responder, credential })),
      );
  }

  private find(organisationId: string, credentialId: string): Held | null {
    const all = this.held(organisationId);
    return all.find(({ credential }) => credential.id === credentialId) ?? null;
  }

  private filed({ responder, credential }: Held): FiledCredential {
    const filing = this.tables.filings.get(credential.id) ?? UNFILED;
    const proof = this.tables.proofs.get(credential.id);
    const { number, filedAt, reviewedBy, reviewedAt, reason } = filing;
    return {
      credential,
      responder: named(responder),
      email: contactOf(this.tables, responder.id).email,
      number,
      proof:
        proof === undefined
          ? null
          : {
              mediaType: proof.mediaType,
              bytes: proof.file.length,
              uploadedAt: proof.uploadedAt,
            },
      addedBy: filedAt === null ? 'registrar' : 'responder',
      addedAt: filedAt ?? credential.validFrom,
      ...{ reviewedBy, reviewedAt, reason },
      sameNumber: number === null ? [] : this.sameNumber({ responder, credential }, number),
    };
  }

  private sameNumber(mine: Held, number: string): FiledCredential['sameNumber'] {
    const key = numberKey(mine.credential.kind, number);
    return this.held(mine.responder.organisationId)
      .filter(({ responder }) => responder.id !== mine.responder.id)
      .filter(({ credential }) => {
        const theirs = this.tables.filings.get(credential.id)?.number ?? null;
        return theirs !== null && numberKey(credential.kind, theirs) === key;
      })
      .map(({ responder, credential: { id, status } }) => ({
        ...{ credentialId: id, responder: named(responder), status },
      }))
      .sort((a, b) => (a.credentialId < b.credentialId ? -1 : 1));
  }
}

const UNFILED: FilingRow = {
  filedAt: null,
  number: null,
  reviewedBy: null,
  reviewedAt: null,
  reason: null,
};

function keyOf(reminder: Pick<ReminderRow, 'credentialId' | 'validTo' | 'days'>): string {
  return `${reminder.credentialId} ${reminder.validTo} ${reminder.days}`;
}

function named({ id, externalRef, displayName }: Responder): NamedResponder {
  return { id, externalRef, displayName };
}

/** Sorted by a moment and an id, after the cursor's. */
function pageBy<T>(
  all: readonly T[],
  page: PageRequest,
  placeOf: (one: T) => { readonly at: Instant; readonly id: string },
): Page<T> {
  const after = readTimeCursor(page.cursor);
  const sorted = all
    .map((one) => ({ one, ...placeOf(one) }))
    .filter(({ at, id }) => after === null || at > after.at || (at === after.at && id > after.id))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const items = sorted.slice(0, page.limit);
  const last = items.at(-1);
  const more = sorted.length > items.length && last !== undefined;
  const nextCursor = more ? writeCursor([String(last.at), last.id]) : null;
  return { items: items.map(({ one }) => one), nextCursor };
}

function noCredential() {
  return refuse('not-found', 'There is no such credential.');
}

function isReviewed() {
  return refuse('illegal-step', 'This credential has been looked at already.');
}
