import type { AccountRole, CallerRole } from '#core/caller-roles';
import type { ControlFormatName } from '#core/control-format';
import { staffDisclosureFor } from '#core/disclosure';
import { ok, refuse, type Problem, type Result } from '#core/problem';
import type { Instant } from '#core/units';
import type {
  KeptFieldListView,
  TakenDocumentView,
  TakenMessageView,
} from '#contracts/control-format-api';
import type { IncidentView, RaiseIncidentMessage } from '#contracts/incident-api';
import { toIso } from '#contracts/shapes';
import type { AwaitedIncident, ChangeIncident } from '#flow/change-incident';
import { checkFacts, factsOf, orderOf } from '#flow/control-facts';
import type { ForeignFormats } from '#flow/foreign-formats';
import type { MutualAid } from '#flow/mutual-aid';
import type { ControlStep } from '#contracts/control-step';
import type { Clock, ForeignMessage, IncidentStore, KeptFieldStore } from '#flow/ports';
import type { Organisations } from '#flow/organisations';
import type { RaiseIncident } from '#flow/raise-incident';

/** Messages of one document: more is no message of a control room. */
export const FOREIGN_MESSAGES_MAX = 100;
/** Messages about one incident whose fields are shown. */
const KEPT_MESSAGES_SHOWN_MAX = 20;

/** One document as it came. */
export interface ForeignDocument {
  readonly format: ControlFormatName;
  readonly mapping: string | null;
  readonly body: Uint8Array;
  /** When its first byte came in. */
  readonly receivedAt: Instant;
}

interface Sender {
  readonly role: AccountRole;
  readonly organisationId: string;
}

type Done = Pick<TakenMessageView, 'incidentId' | 'status' | 'isNew'>;

/**
 * A document of another format comes in: read whole, then each of its messages goes the way of our
 * own. What was not understood is kept beside the incident.
 */
export class TakeForeignMessage {
  constructor(
    private readonly ports: {
      readonly formats: ForeignFormats;
      readonly incidents: IncidentStore;
      readonly keptFieldStore: KeptFieldStore;
      readonly organisations: Pick<Organisations, 'of'>;
      readonly clock: Clock;
      readonly raise: RaiseIncident;
      readonly changeIncident: ChangeIncident;
      readonly mutualAid: MutualAid;
    },
  ) {}

  /**
   * Where anything of a document cannot be read, nothing of it is applied. A message that is only
   * refused when its turn comes keeps none of the others back: an alert lost is worse.
   *
   * @returns what became of each message; `invalid-field` with the path in the document,
   *   `not-found` for a format or mapping, `reason-needed` for staff, and the refusals of raising
   *   and changing, of the first message that met one
   */
  async take(caller: Sender, document: ForeignDocument): Promise<Result<TakenDocumentView>> {
    const { organisationId } = caller;
    if (caller.role !== 'control') {
      return refuse('reason-needed', 'Documents come from control systems; raise it by hand.');
    }
    const { format: name, mapping } = document;
    const format = await this.ports.formats.find({
      ...{ organisationId, format: name, mapping, writes: false },
    });
    if (!format.ok) return format;
    const read = await format.value.read(document.body, document.receivedAt);
    if (!read.ok) return read;
    return this.takeMessages(organisationId, read.value, document);
  }

  /** As `take`, of messages that were read elsewhere, from a control system's own folder. */
  async takeMessages(
    organisationId: string,
    messages: readonly ForeignMessage[],
    from: Pick<ForeignDocument, 'format' | 'receivedAt'>,
  ): Promise<Result<TakenDocumentView>> {
    const readable = await this.checkTogether(organisationId, messages);
    return readable.ok ? this.applyAll(organisationId, messages, from) : readable;
  }

  /**
   * What documents about an incident said that was not understood, the newest first. Whoever sees
   * an outline of incidents sees none of it; refusal `not-found`.
   */
  async keptFields(
    organisationId: string,
    incidentId: string,
    role: CallerRole,
  ): Promise<Result<KeptFieldListView>> {
    const { incidents, keptFieldStore } = this.ports;
    const state = await incidents.load(organisationId, incidentId);
    if (state === null) return refuse('not-found', 'There is no such incident.');
    if (staffDisclosureFor(role) !== 'all') return ok({ items: [] });
    const { controlRef } = state.incident;
    const max = KEPT_MESSAGES_SHOWN_MAX;
    const found = await keptFieldStore.keptFields(organisationId, controlRef, max);
    return ok({
      items: found.map(({ format, documentId, receivedAt, fields }) => ({
        ...{ format, documentId, receivedAt: toIso(receivedAt) },
        fields: fields.map((field) => ({ ...field })),
      })),
    });
  }

  /** Of several messages: whether all can be raised, before the first of them is. */
  private async checkTogether(
    organisationId: string,
    messages: readonly ForeignMessage[],
  ): Promise<Result<null>> {
    if (messages.length > FOREIGN_MESSAGES_MAX) {
      return refuse('invalid-field', `It has more than ${FOREIGN_MESSAGES_MAX} messages.`);
    }
    const organisation = await this.ports.organisations.of(organisationId);
    if (organisation === null) return refuse('not-found', 'There is no such organisation.');
    if (messages.length < 2) return ok(null);
    const now = this.ports.clock.now();
    for (const [index, { step }] of messages.entries()) {
      if (step.op !== 'raise') continue;
      const checked = checkFacts(factsOf(step.message), organisation, now);
      if (!checked.ok) return { ok: false, problem: within(index, checked.problem) };
    }
    return ok(null);
  }

  private async applyAll(
    organisationId: string,
    messages: readonly ForeignMessage[],
    { format, receivedAt }: Pick<ForeignDocument, 'format' | 'receivedAt'>,
  ): Promise<Result<TakenDocumentView>> {
    const taken: TakenMessageView[] = [];
    let refused: Problem | null = null;
    for (const [index, { documentId, step, kept }] of messages.entries()) {
      const { op, controlRef, message } = step;
      const done = await this.apply(organisationId, step, receivedAt);
      if (!done.ok) {
        refused ??= messages.length === 1 ? done.problem : within(index, done.problem);
        continue;
      }
      if (kept.length > 0) {
        await this.ports.keptFieldStore.keepFields({
          ...{ organisationId, controlRef, format, documentId, receivedAt },
          ...{ op, order: orderOf(message), fields: kept },
        });
      }
      const fields = kept.map((field) => ({ ...field }));
      taken.push({ documentId, op, controlRef, ...done.value, kept: fields });
    }
    if (refused === null) return ok({ messages: taken });
    const others = taken.length === 0 ? '' : ` (${taken.length} other messages are in effect)`;
    return { ok: false, problem: { ...refused, detail: `${refused.detail}${others}` } };
  }

  private async apply(
    organisationId: string,
    step: ControlStep,
    receivedAt: Instant,
  ): Promise<Result<Done>> {
    const { raise, changeIncident, mutualAid } = this.ports;
    const { controlRef } = step;
    if (step.op === 'raise') {
      const raised = await raise.raise(organisationId, step.message, receivedAt);
      if (!raised.ok) return raised;
      const { created: isNew, view } = raised.value;
      // The document says all anew: what changed since is an update for those who help.
      const update = updateOf(step.message);
      if (!isNew && update !== null) await mutualAid.follow(organisationId, view.id, update);
      return ok({ ...doneOf(view), isNew });
    }
    const changed =
      step.op === 'update'
        ? await changeIncident.update(organisationId, controlRef, step.message)
        : await changeIncident.end(organisationId, controlRef, step);
    if (!changed.ok) return changed;
    if ('id' in changed.value) await mutualAid.follow(organisationId, changed.value.id, step);
    return ok({ ...doneOf(changed.value), isNew: false });
  }
}

/** A raise as the update it is for whoever knows the incident; null where it has no order. */
function updateOf(message: RaiseIncidentMessage) {
  const { version, sentAt, kind, priority, place, placeAccuracyM, calledAt } = message;
  const { ambulanceEtaAt, determinantCode, hazards, setting } = message;
  if (orderOf(message) === 0) return null;
  const told = { version, sentAt, kind, priority, place, placeAccuracyM, calledAt };
  const update = { ...told, ambulanceEtaAt, determinantCode, hazards, setting };
  return { op: 'update', message: update } as const;
}

function doneOf(view: IncidentView | AwaitedIncident): Pick<Done, 'incidentId' | 'status'> {
  return { incidentId: 'id' in view ? view.id : null, status: view.status };
}

/** Of the message with that number in its document. */
function within(index: number, problem: Problem): Problem {
  const field = problem.field === undefined ? '' : `.${problem.field}`;
  return { ...problem, field: `messages.${index}${field}` };
}
