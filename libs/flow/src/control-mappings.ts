import type { ControlMapping } from '#core/control-mapping';
import { faultsOfMapping } from '#core/control-mapping-faults';
import { ok, refuse, type Result } from '#core/problem';
import type {
  ControlMappingListView,
  ControlMappingView,
  PutControlMappingMessage,
  TriedMappingView,
} from '#contracts/control-mapping-api';
import { toIso } from '#contracts/shapes';
import type { Clock, ControlMappingStore, MappedFormats, TriedMessage } from '#flow/ports';

/** Foreign formats that an organisation describes: kept, and tried before they are used. */
export class ControlMappings {
  constructor(
    private readonly ports: {
      readonly controlMappings: ControlMappingStore;
      readonly mappedFormats: MappedFormats;
      readonly clock: Pick<Clock, 'now'>;
    },
  ) {}

  /** All of them, by name, without their tables. */
  async list(organisationId: string): Promise<ControlMappingListView> {
    const found = await this.ports.controlMappings.controlMappings(organisationId);
    return {
      items: found.map(({ name, title, form, outgoing, changedAt }) => {
        return { name, title, form, writes: outgoing !== null, changedAt: toIso(changedAt) };
      }),
    };
  }

  /** One; `not-found` also for another organisation's. */
  async byName(organisationId: string, name: string): Promise<Result<ControlMappingView>> {
    const found = await this.ports.controlMappings.controlMapping(organisationId, name);
    return found === null ? noMapping() : ok(view(found));
  }

  /**
   * Puts or replaces one; it counts from the next document.
   *
   * @returns `invalid-field` with the path in the mapping: a path that is not understood, a word
   *   that is not ours, something without which nothing could be raised
   */
  async put(
    organisationId: string,
    name: string,
    message: PutControlMappingMessage,
  ): Promise<Result<ControlMappingView>> {
    const mapping = mappingOf(message, { organisationId, name, now: this.ports.clock.now() });
    const [fault, ...more] = faultsOfMapping(mapping);
    if (fault !== undefined) {
      const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
      return refuse('invalid-field', `${fault.path}: ${fault.says}${others}`, fault.path);
    }
    await this.ports.controlMappings.putControlMapping(mapping);
    return ok(view(mapping));
  }

  /** Takes one away; `not-found` where there is none. */
  async remove(organisationId: string, name: string): Promise<Result<null>> {
    const gone = await this.ports.controlMappings.removeControlMapping(organisationId, name);
    return gone ? ok(null) : noMapping();
  }

  /** What a document would come to by a mapping; nothing is raised, changed or kept. */
  async attempt(
    organisationId: string,
    name: string,
    document: string,
  ): Promise<Result<TriedMappingView>> {
    const mapping = await this.ports.controlMappings.controlMapping(organisationId, name);
    if (mapping === null) return noMapping();
    const format = this.ports.mappedFormats.of(mapping);
    const bytes = new TextEncoder().encode(document);
    const tried = format.attempt(bytes, this.ports.clock.now());
    return tried.ok ? ok({ messages: tried.value.map(tell) }) : tried;
  }
}

function mappingOf(
  message: PutControlMappingMessage,
  of: { readonly organisationId: string; readonly name: string; readonly now: number },
): ControlMapping {
  const { organisationId, name, now: changedAt } = of;
  const fields = Object.fromEntries(
    Object.entries(message.fields).filter(([, source]) => source !== undefined),
  );
  return { ...message, fields, organisationId, name, changedAt } as ControlMapping;
}

function view(mapping: ControlMapping): ControlMappingView {
  const { name, title, form, messages, fields, outgoing, changedAt } = mapping;
  const rest = structuredClone({ name, title, form, messages, fields, outgoing });
  return { ...rest, changedAt: toIso(changedAt) } as ControlMappingView;
}

function tell({
  documentId,
  step,
  kept,
  missing,
}: TriedMessage): TriedMappingView['messages'][number] {
  const { op, controlRef, message } = step;
  return {
    ...{ documentId, op, controlRef, message: { ...message } },
    ...{ kept: kept.map((field) => ({ ...field })), missing: [...missing] },
  };
}

function noMapping(): Result<never> {
  return refuse('not-found', 'There is no such mapping.');
}
