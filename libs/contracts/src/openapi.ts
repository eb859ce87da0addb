import { createDocument, type ZodOpenApiOperationObject } from 'zod-openapi';
import type {
  ZodOpenApiMediaTypeObject,
  ZodOpenApiPathsObject,
  ZodOpenApiRequestBodyObject,
  ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { PROBLEM_CODES, type ProblemCode } from '#core/problem';
import { BODY_EXAMPLES } from '#contracts/openapi-examples';
import { problemDetailsSchema } from '#contracts/problem-details';
import {
  allRoutes,
  callersOf,
  type Route,
  type RouteAnswer,
  type RouteId,
} from '#contracts/routes';

export type OpenapiDocument = ReturnType<typeof createDocument>;

const DESCRIPTION = `Gets the nearest trained person and the nearest usable defibrillator to an
emergency before the ambulance. Every refusal is a problem of RFC 9457 with a stable \`code\` and,
where there is one, the \`field\` at fault.`.replaceAll('\n', ' ');

/** What any route may refuse before it is asked anything of its own. */
const READING: readonly ProblemCode[] = ['invalid-field'];
const READING_BODY: readonly ProblemCode[] = ['malformed-body', 'body-too-large'];
const CALLING: readonly ProblemCode[] = ['unauthenticated', 'token-expired', 'forbidden'];
const ALWAYS: readonly ProblemCode[] = ['unavailable'];

/**
 * The OpenAPI 3.1 document of all routes.
 *
 * @param version of the software
 * @param statusOf the server's table of HTTP statuses
 */
export function buildOpenapi(
  version: string,
  statusOf: Readonly<Record<ProblemCode, number>>,
): OpenapiDocument {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Closeby',
      version,
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'This server.' }],
    tags: [
      { name: 'incidents', description: 'For ambulance control.' },
      { name: 'call-outs', description: 'For ambulance control.' },
      { name: 'rules', description: 'Response plans and dangerous areas.' },
      { name: 'registry', description: 'People, credentials and AEDs.' },
      { name: 'phones', description: 'For responders; the same as over the socket.' },
      { name: 'drills', description: 'Communication tests.' },
      { name: 'providers', description: 'For those who carry SMS and calls.' },
      { name: 'operations', description: 'For those who run the server.' },
    ],
    components: {
      securitySchemes: {
        accountKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'Key of a control room, dispatcher or registrar.',
        },
        deviceToken: {
          type: 'http',
          scheme: 'bearer',
          description: 'Token of a signed-in phone.',
        },
      },
    },
    paths: paths(statusOf),
  });
}

function paths(statusOf: Readonly<Record<ProblemCode, number>>): ZodOpenApiPathsObject {
  const all: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const [id, route] of allRoutes()) {
    const path = route.path.replaceAll(/:([A-Za-z]+)/g, '{$1}');
    (all[path] ??= {})[route.method.toLowerCase()] = operation(id, route, statusOf);
  }
  return all;
}

function operation(
  id: RouteId,
  route: Route,
  statusOf: Readonly<Record<ProblemCode, number>>,
): ZodOpenApiOperationObject {
  const example = BODY_EXAMPLES[id];
  return {
    operationId: id,
    tags: [route.tag],
    summary: route.summary,
    description: `May be called by: ${[...callersOf(route)].join(', ') || 'anyone'}.`,
    security: security(route),
    ...(route.params || route.query
      ? {
          requestParams: {
            ...(route.params ? { path: route.params } : {}),
            ...(route.query ? { query: route.query } : {}),
          },
        }
      : {}),
    ...(route.body
      ? {
          requestBody: {
            required: true,
            content: {
              'application/json': {
                schema: route.body,
                ...(example === undefined ? {} : { example }),
              },
            },
          },
        }
      : {}),
    ...(route.upload ? { requestBody: uploadBody(route.upload) } : {}),
    responses: responses(route, statusOf),
  };
}

function uploadBody({
  mediaTypes,
  bytesMax,
}: NonNullable<Route['upload']>): ZodOpenApiRequestBodyObject {
  const file: ZodOpenApiMediaTypeObject = { schema: { type: 'string', format: 'binary' } };
  return {
    required: true,
    description: `A file of at most ${bytesMax} bytes.`,
    content: Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, file])),
  };
}

function security(route: Route): Record<string, string[]>[] {
  const callers = callersOf(route);
  const schemes: Record<string, string[]>[] = [];
  if (callers.some((caller) => caller !== 'responder')) schemes.push({ accountKey: [] });
  if (callers.includes('responder')) schemes.push({ deviceToken: [] });
  return schemes;
}

function responses(
  route: Route,
  statusOf: Readonly<Record<ProblemCode, number>>,
): ZodOpenApiResponsesObject {
  const all: Record<string, unknown> = {};
  for (const answer of [route.success, route.otherwise]) {
    if (answer !== undefined) all[answer.status] = response(answer);
  }
  for (const [status, codes] of refusalsByStatus(route, statusOf)) {
    if (status in all) continue;
    all[status] = {
      description: `Refused: ${codes.join(', ')}.`,
      content: {
        'application/problem+json': {
          schema: problemDetailsSchema,
          example: exampleProblem(codes[0] ?? 'invalid-field', status),
        },
      },
    };
  }
  return all as ZodOpenApiResponsesObject;
}

function response(answer: RouteAnswer): object {
  const mediaType = answer.mediaType ?? 'application/json';
  if (answer.schema !== null) {
    return { description: answer.description, content: { [mediaType]: { schema: answer.schema } } };
  }
  return answer.mediaType === undefined
    ? { description: answer.description }
    : { description: answer.description, content: { [mediaType]: { schema: { type: 'string' } } } };
}

function refusalsByStatus(
  route: Route,
  statusOf: Readonly<Record<ProblemCode, number>>,
): ReadonlyMap<number, readonly ProblemCode[]> {
  const read = route.body ?? route.params ?? route.query;
  const codes = new Set<ProblemCode>([
    ...(read ? READING : []),
    ...(route.body || route.upload ? READING_BODY : []),
    ...(route.permission === 'anyone' ? [] : CALLING),
    ...route.refusals,
    ...ALWAYS,
  ]);
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of PROBLEM_CODES.filter((each) => codes.has(each))) {
    const status = statusOf[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return byStatus;
}

function exampleProblem(code: ProblemCode, status: number): object {
  return {
    type: `urn:closeby:problem:${code}`,
    code,
    title: code.replaceAll('-', ' '),
    status,
    detail: 'One plain sentence about what was wrong.',
  };
}
