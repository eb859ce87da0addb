import type { operations } from './generated/api';
import { OPERATIONS } from './generated/operations';

/** The name of an operation, as in `openapi.json`: `raiseIncident`, `readTimeline`, … */
export type OperationId = keyof typeof OPERATIONS & keyof operations;

type Parameters<Id extends OperationId> = operations[Id]['parameters'];
type BodyOf<Id extends OperationId> = operations[Id] extends {
  requestBody: { content: infer C };
}
  ? C extends { 'application/json': infer J }
    ? { readonly body: J }
    : { readonly file: FileToSend }
  : unknown;
/** Something is compulsory only where a part of it is. */
type Part<Name extends string, T> = [T] extends [undefined]
  ? unknown
  : Partial<T> extends T
    ? Readonly<Partial<Record<Name, T>>>
    : Readonly<Record<Name, T>>;

/** A file that is sent as it is. */
export interface FileToSend {
  /** Such as `text/csv`. */
  readonly mediaType: string;
  readonly bytes: Uint8Array | string;
}

/** What may be said of any call. */
export interface Patience {
  /** Ends the call, also while it waits to try again. */
  readonly signal?: AbortSignal;
  /**
   * Whether sending it twice does no more than sending it once. Known for whatever is read, put
   * or removed, and for messages with a reference of their own; say `true` of others at your risk.
   */
  readonly repeatable?: boolean;
}

/** What a call needs: the parts of its path, its query, its body or file. */
export type OptionsOf<Id extends OperationId> = Part<'path', Parameters<Id>['path']> &
  Part<'query', Exclude<Parameters<Id>['query'], undefined>> &
  BodyOf<Id> &
  Patience;

type Success = 200 | 201 | 202 | 204 | 206;
type AnswersOf<Id extends OperationId> = operations[Id] extends { responses: infer R }
  ? { [S in keyof R & Success]: R[S] }[keyof R & Success]
  : never;
type Content<C> = C extends { 'application/json': infer J }
  ? J
  : C extends { 'application/geo+json': infer G }
    ? G
    : keyof C extends `text/${string}`
      ? string
      : Uint8Array;

/** What a call is answered with when it succeeds; `undefined` where there is nothing to say. */
export type AnswerOf<Id extends OperationId> =
  AnswersOf<Id> extends infer A ? (A extends { content: infer C } ? Content<C> : undefined) : never;

/** Operations whose answer is a page with a cursor. */
export type PagedId = {
  [Id in OperationId]: AnswerOf<Id> extends { items: unknown[]; nextCursor: string | null }
    ? Id
    : never;
}[OperationId];
/** One line of a page. */
export type ItemOf<Id extends PagedId> =
  AnswerOf<Id> extends { items: (infer Item)[] } ? Item : never;

/** Control's messages about one incident: the set of them decides, whatever their order. */
const FOLDED: readonly OperationId[] = ['updateIncident', 'closeIncident', 'cancelIncident'];
/** Messages with a reference of their own, so that a second copy changes nothing; and questions. */
const WITH_REFERENCE: readonly OperationId[] = [
  ...FOLDED,
  ...(['openCallout', 'sendAnswer', 'sendReceipt', 'sendFixes'] as const),
  ...(['previewCallout', 'shadowRun', 'readHours'] as const),
];
/** Fields that make a message repeatable wherever they are given. */
const REFERENCES: Partial<Record<OperationId, string>> = {
  raiseIncident: 'controlRef',
  planDrill: 'drillId',
};

/** Whether sending this twice does no more than sending it once. */
export function isRepeatable(
  id: OperationId,
  options: { readonly body?: unknown } & Patience,
): boolean {
  if (options.repeatable !== undefined) return options.repeatable;
  if (OPERATIONS[id][0] !== 'POST' || WITH_REFERENCE.includes(id)) return true;
  const field = REFERENCES[id];
  const { body } = options;
  return field !== undefined && typeof body === 'object' && body !== null && field in body;
}

/** Whether it may be sent again where something else has changed in the same moment. */
export function isFolded(id: OperationId): boolean {
  return FOLDED.includes(id);
}

/** The names of all operations. */
export function operationIds(): readonly OperationId[] {
  return Object.keys(OPERATIONS) as OperationId[];
}

/** Method and address of an operation below the server's own, with its parts filled in. */
export function addressOf(
  id: OperationId,
  options: {
    readonly path?: Readonly<Record<string, unknown>>;
    readonly query?: Readonly<Record<string, unknown>>;
  },
): { readonly method: string; readonly path: string } {
  const [method, template] = OPERATIONS[id];
  const path = template.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
    const value = options.path?.[name];
    if (typeof value === 'string' && value !== '') return encodeURIComponent(value);
    if (typeof value === 'number') return String(value);
    throw new TypeError(`${id} needs path.${name}`);
  });
  const given = Object.entries(options.query ?? {}).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(
    given.map(([name, value]): [string, string] => [name, String(value)]),
  );
  return { method, path: given.length === 0 ? path : `${path}?${query.toString()}` };
}
