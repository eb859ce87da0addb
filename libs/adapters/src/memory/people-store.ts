import { ALWAYS_AVAILABLE } from '#core/availability';
import { ok, refuse } from '#core/problem';
import type { Responder } from '#core/responder';
import { FEED_PAGE_MAX } from '#contracts/responder-api';
import { readCursor, writeCursor } from '#adapters/shared/cursor';
import { canonical } from '#adapters/shared/early-messages';
import { freshPhone } from '#adapters/shared/fresh-phone';
import { mergeCredentials } from '#adapters/shared/merge-credentials';
import { OPEN_ASSIGNMENT_STATUSES } from '#adapters/shared/place-taken';
import type { Clock, Ids, PeopleStore, PutOutcome } from '#flow/ports';
import {
  available,
  candidateOf,
  candidatesByPlace,
  nearestCandidates,
  peopleIn,
  placesOf,
} from './candidates';
import { callerOfPhone, offerToken, useToken } from './phone-tokens';
import { callerOfSession } from './session-store';
import { contactOf, forgetAddress, otherHolders, withChannels } from './reach';
import { listOf, refKey, settle, type MemoryTables } from './tables';

type SignIn = Parameters<PeopleStore['signInDevice']>[0];

/** People, keys and phones in memory. */
export class MemoryPeopleStore implements PeopleStore {
  constructor(
    private readonly tables: MemoryTables,
    private readonly ports: { readonly clock: Clock; readonly ids: Ids },
  ) {}

  organisation: PeopleStore['organisation'] = (organisationId) =>
    settle(() => this.tables.organisations.get(organisationId) ?? null);

  callerOf: PeopleStore['callerOf'] = (secret) =>
    settle(
      () =>
        this.tables.keys.get(secret) ??
        callerOfSession(this.tables, secret) ??
        callerOfPhone(this.tables, secret),
    );

  addOrganisation: PeopleStore['addOrganisation'] = (organisation) =>
    settle(() => {
      const { organisations } = this.tables;
      const isTaken = [...organisations.values()].some((one) => one.slug === organisation.slug);
      if (isTaken || organisations.has(organisation.id)) throw new Error('organisation exists');
      organisations.set(organisation.id, organisation);
    });

  changeOrganisation: PeopleStore['changeOrganisation'] = (organisationId, profile, now) =>
    settle(() => {
      const { organisations, aeds } = this.tables;
      const old = organisations.get(organisationId);
      if (old === undefined) return;
      organisations.set(organisationId, { ...old, ...profile });
      for (const aed of aeds.values()) {
        const { hours } = aed;
        const isSame = old.timeZone === profile.timeZone || aed.organisationId !== organisationId;
        if (isSame || hours.state !== 'intervals') continue;
        aeds.set(aed.id, { ...aed, hours: { ...hours, compiledUntil: now } });
      }
    });

  addKey: PeopleStore['addKey'] = ({ id, organisationId, role, secret }) =>
    settle(() => {
      if (this.tables.keys.has(secret)) throw new Error('key exists');
      const key = { role, organisationId, keyId: id, sessionId: null, expiresAt: null };
      this.tables.keys.set(secret, key);
    });

  putResponder: PeopleStore['putResponder'] = (organisationId, input, now) =>
    settle(() => {
      const old = this.byRef(organisationId, input.externalRef);
      const disabledAt = input.disabled ? (old?.disabledAt ?? now) : null;
      const responder: Responder = {
        id: old?.id ?? this.ports.ids.id(),
        organisationId,
        externalRef: input.externalRef,
        displayName: input.displayName,
        onDuty: old !== null && old.onDuty && !input.disabled,
        testPhone: input.testPhone,
        disabledAt,
        travelMode: input.travelMode,
        tier: input.tier,
        credentials: mergeCredentials(old?.credentials ?? [], input.credentials, {
          newId: () => this.ports.ids.id(),
          isFiled: (id) => typeof this.tables.filings.get(id)?.filedAt === 'number',
        }),
        equipment: input.equipment ?? old?.equipment ?? [],
        language: input.language,
        availability: old?.availability ?? ALWAYS_AVAILABLE,
        channels: [],
      };
      const contact = contactOf(this.tables, responder.id);
      const { phone = contact.phone, email = contact.email } = input;
      this.tables.contacts.set(responder.id, { ...contact, phone, email });
      const isReachedAsBefore = phone === contact.phone && email === contact.email;
      const same = isReachedAsBefore && canonical(old) === canonical(responder);
      const key = refKey(organisationId, input.externalRef);
      this.tables.responderIdsByRef.set(key, responder.id);
      if (!same) this.tables.responders.set(responder.id, responder);
      if (!responder.onDuty) this.tables.lastKnown.delete(responder.id);
      const change = same ? 'unchanged' : old === null ? 'added' : 'changed';
      return { responder: withChannels(this.tables, responder, now), change };
    });

  putResponders: PeopleStore['putResponders'] = async (organisationId, puts, { now, keep }) => {
    const { responders, contacts, responderIdsByRef, lastKnown } = this.tables;
    const before = [responders, contacts, responderIdsByRef, lastKnown].map(copied);
    const outcomes: PutOutcome[] = [];
    for (const { externalRef, inputOf } of puts) {
      const old = await this.responderByRef(organisationId, externalRef);
      const put = await this.putResponder(organisationId, inputOf(old), now);
      outcomes.push({ old, ...put });
    }
    if (!keep(outcomes)) for (const restore of before) restore();
    return outcomes;
  };

  responder: PeopleStore['responder'] = (organisationId, responderId) =>
    settle(() => this.shown(this.find(organisationId, responderId)));

  responderByRef: PeopleStore['responderByRef'] = (organisationId, externalRef) =>
    settle(() => this.shown(this.byRef(organisationId, externalRef)));

  responders: PeopleStore['responders'] = (organisationId, page) =>
    settle(() => {
      const after = readCursor(page.cursor, 1)?.[0] ?? '';
      const rest = [...this.tables.responders.values()]
        .filter((one) => one.organisationId === organisationId && one.externalRef > after)
        .sort((a, b) => (a.externalRef < b.externalRef ? -1 : 1));
      const items = rest.slice(0, page.limit).flatMap((one) => this.shown(one) ?? []);
      const last = items.at(-1);
      const more = rest.length > items.length && last !== undefined;
      return { items, nextCursor: more ? writeCursor([last.externalRef]) : null };
    });

  addEnrolment: PeopleStore['addEnrolment'] = (input) =>
    settle(() => {
      const { enrolments } = this.tables;
      for (const row of enrolments.values()) {
        if (row.responderId === input.responderId) row.open = false;
      }
      const { organisationId, responderId, expiresAt } = input;
      enrolments.set(input.code, { organisationId, responderId, expiresAt, open: true });
    });

  signInDevice: PeopleStore['signInDevice'] = (input) => settle(() => this.signIn(input));

  offerToken: PeopleStore['offerToken'] = (input) => settle(() => offerToken(this.tables, input));

  useToken: PeopleStore['useToken'] = (input) => settle(() => useToken(this.tables, input));

  setDuty: PeopleStore['setDuty'] = ({ organisationId, responderId, onDuty }) =>
    settle(() => {
      if (!onDuty) this.tables.lastKnown.delete(responderId);
      return this.changed(organisationId, responderId, { onDuty });
    });

  setTravelMode: PeopleStore['setTravelMode'] = ({ organisationId, responderId, travelMode }) =>
    settle(() => this.changed(organisationId, responderId, { travelMode }));

  setEquipment: PeopleStore['setEquipment'] = ({ organisationId, responderId, equipment }) =>
    settle(() => this.changed(organisationId, responderId, { equipment }));

  candidates: PeopleStore['candidates'] = (organisationId, responderIds) =>
    settle(() => {
      const now = this.ports.clock.now();
      return [...new Set(responderIds)].sort().flatMap((id) => {
        const responder = this.find(organisationId, id);
        return responder === null ? [] : [candidateOf(this.tables, responder, now)];
      });
    });

  candidatesNear: PeopleStore['candidatesNear'] = (organisationId, near) =>
    settle(() =>
      nearestCandidates(this.tables, { organisationId, ...near }, this.ports.clock.now()),
    );

  candidatesWithPlaceNear: PeopleStore['candidatesWithPlaceNear'] = (organisationId, near) =>
    settle(() =>
      candidatesByPlace(this.tables, { organisationId, ...near }, this.ports.clock.now()),
    );

  putRegisteredPlaces: PeopleStore['putRegisteredPlaces'] = (organisationId, responderId, places) =>
    settle(() => {
      if (this.find(organisationId, responderId) === null) throw new Error('no such responder');
      const byKind = new Map(places.map((place) => [place.kind, place]));
      const kept = [...byKind.values()].sort((a, b) => (a.kind < b.kind ? -1 : 1));
      if (kept.length === 0) this.tables.places.delete(responderId);
      else this.tables.places.set(responderId, kept);
    });

  registeredPlaces: PeopleStore['registeredPlaces'] = (organisationId, responderId) =>
    settle(() =>
      this.find(organisationId, responderId) === null ? [] : placesOf(this.tables, responderId),
    );

  candidatesIn: PeopleStore['candidatesIn'] = (organisationId, area, max) =>
    settle(() => peopleIn(this.tables, { organisationId, area, max }, this.ports.clock.now()));

  eachAvailable: PeopleStore['eachAvailable'] = (now) => available(this.tables, now);

  saveLastKnown: PeopleStore['saveLastKnown'] = (fixes) =>
    settle(() => {
      const offDuty = fixes.filter(
        (one) => this.find(one.organisationId, one.responderId)?.onDuty === false,
      );
      for (const { organisationId, responderId, fix } of fixes) {
        const old = this.tables.lastKnown.get(responderId);
        const isNewer = old === undefined || old.at < fix.at;
        if (isNewer && this.find(organisationId, responderId)?.onDuty === true) {
          this.tables.lastKnown.set(responderId, fix);
        }
      }
      return offDuty.map(({ organisationId, responderId }) => ({ organisationId, responderId }));
    });

  lastKnown: PeopleStore['lastKnown'] = (organisationId, responderIds) =>
    settle(() => {
      const ids = responderIds.filter((id) => this.find(organisationId, id) !== null);
      return new Map(
        ids.flatMap((id) => {
          const fix = this.tables.lastKnown.get(id);
          return fix === undefined ? [] : [[id, fix] as const];
        }),
      );
    });

  feedAfter: PeopleStore['feedAfter'] = (organisationId, responderId, after) =>
    settle(() => {
      const isTheirs = this.find(organisationId, responderId) !== null;
      const rows = isTheirs ? (this.tables.feeds.get(responderId) ?? []) : [];
      const entries = rows.slice(after, after + FEED_PAGE_MAX);
      return { entries, lastSeq: rows.length };
    });

  newestInFeed: PeopleStore['newestInFeed'] = (organisationId, responderId) =>
    settle(() => {
      const isTheirs = this.find(organisationId, responderId) !== null;
      return isTheirs ? (this.tables.feeds.get(responderId) ?? []).length : 0;
    });

  openAlertIds: PeopleStore['openAlertIds'] = (organisationId, responderId) =>
    settle(() => {
      const { tables } = this;
      const now = this.ports.clock.now();
      const ids = tables.alertIdsByResponder.get(responderId) ?? [];
      const open = ids
        .flatMap((id) => tables.alerts.get(id) ?? [])
        .filter((alert) => alert.organisationId === organisationId)
        .filter((alert) => {
          if (alert.status === 'sent') return alert.expiresAt > now;
          const callout = tables.callouts.get(alert.calloutId ?? '');
          const isAsked = callout?.status === 'open' || callout?.status === 'filled';
          return alert.status === 'accepted' && (isAsked || this.isBound(alert.id, responderId));
        });
      return open
        .sort((a, b) => b.sentAt - a.sentAt || (a.id < b.id ? 1 : -1))
        .map((alert) => alert.id);
    });

  private changed(
    organisationId: string,
    responderId: string,
    fields: Partial<Responder>,
  ): Responder {
    const responder = this.find(organisationId, responderId);
    if (responder === null) throw new Error('no such responder');
    const changed = { ...responder, ...fields };
    this.tables.responders.set(responderId, changed);
    return withChannels(this.tables, changed, this.ports.clock.now());
  }

  private isBound(alertId: string, responderId: string): boolean {
    const id = this.tables.openAssignmentByResponder.get(responderId);
    const assignment = this.tables.assignments.get(id ?? '');
    return assignment?.alertId === alertId && OPEN_ASSIGNMENT_STATUSES.includes(assignment.status);
  }

  /** As a reader sees them. */
  private shown(responder: Responder | null): Responder | null {
    return responder === null ? null : withChannels(this.tables, responder, this.ports.clock.now());
  }

  private find(organisationId: string, responderId: string): Responder | null {
    const responder = this.tables.responders.get(responderId);
    return responder?.organisationId === organisationId ? responder : null;
  }

  private byRef(organisationId: string, externalRef: string): Responder | null {
    const id = this.tables.responderIdsByRef.get(refKey(organisationId, externalRef));
    return this.tables.responders.get(id ?? '') ?? null;
  }

  private signIn(input: SignIn): Awaited<ReturnType<PeopleStore['signInDevice']>> {
    const row = this.tables.enrolments.get(input.code);
    const responder = this.tables.responders.get(row?.responderId ?? '');
    const isOpen = row?.open === true && row.expiresAt > input.now;
    if (!isOpen || responder?.disabledAt !== null) {
      return refuse('enrolment-code-invalid', 'This code is wrong, used or out of date.');
    }
    row.open = false;
    const { organisationId, responderId } = row;
    const { pushToken: address, now } = input;
    const isPushHeld =
      address !== null && otherHolders(this.tables, { address, responderId, now }).length > 0;
    const pushToken = isPushHeld ? null : address;
    if (pushToken !== null) forgetAddress(this.tables, pushToken);
    listOf(this.tables.tokensByResponder, responderId).push(input.token);
    this.tables.devices.set(input.token, {
      id: input.deviceId,
      organisationId,
      responderId,
      token: input.token,
      platform: input.platform,
      signedInAt: now,
      expiresAt: input.tokenExpiresAt,
      ...freshPhone({ pushToken, now }),
    });
    return ok({ responderId, organisationId, isPushHeld });
  }
}

/** What brings a table back to how it is now. */
function copied(table: Map<unknown, unknown>): () => void {
  const rows = [...table];
  return () => {
    table.clear();
    for (const [key, row] of rows) table.set(key, row);
  };
}
