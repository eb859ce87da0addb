import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { errorCodes } from 'fastify';
import { ok, refuse, type Result } from '#core/problem';
import { allRoutes } from '#contracts/routes';

/** Where files may be sent, of which types, and whether they are read before anybody looks. */
interface UploadRoute {
  readonly path: string;
  readonly mediaTypes: readonly string[];
  readonly bytesMax: number;
  readonly isReadWhole?: boolean;
}

/**
 * Lets files in on the routes that take one, and nowhere else. They are not read here but handed on
 * as they come in: whoever may not upload is turned away before any of it is in memory. Only a
 * document that may be signed is read whole, as bodies of JSON are.
 *
 * @param keepSigned told of each that was read
 */
export function admitUploads(
  fastify: FastifyInstance,
  keepSigned: (request: FastifyRequest, text: string) => void,
): void {
  const uploads = allRoutes().flatMap(([, { path, upload }]): UploadRoute[] =>
    upload === undefined ? [] : [{ path, ...upload }],
  );
  const types = new Set(uploads.flatMap(({ mediaTypes }) => mediaTypes));
  // Small JSON is read as everywhere else, also where files may be sent.
  types.delete('application/json');
  for (const type of types) {
    fastify.addContentTypeParser(type, (request, payload, done) => {
      const { url } = request.routeOptions;
      const meant = uploads.find(({ path, mediaTypes }) => {
        return path === url && mediaTypes.includes(type);
      });
      if (meant === undefined) done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(type), undefined);
      else if (meant.isReadWhole !== true) done(null, payload);
      else {
        void readUpload(payload, meant.bytesMax).then((read) => {
          if (read.ok) keepSigned(request, Buffer.from(read.value).toString('utf8'));
          if (read.ok) done(null, read.value);
          else done(new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE(), undefined);
        });
      }
    });
  }
}

/**
 * Reads what is being uploaded, up to a size; of more nothing is kept.
 *
 * @param body as the parser handed it on; an empty one where nothing was sent
 * @returns refusals `body-too-large`, `malformed-body` where the sender stopped on the way
 */
export async function readUpload(body: unknown, bytesMax: number): Promise<Result<Uint8Array>> {
  if (!isStream(body)) return ok(new Uint8Array());
  const tooLarge = (): Result<never> => {
    body.resume();
    return refuse('body-too-large', `A file has at most ${bytesMax} bytes here.`);
  };
  if (Number(body.headers['content-length'] ?? 0) > bytesMax) return tooLarge();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of body.iterator({ destroyOnReturn: false })) {
      const part = chunk as Uint8Array;
      bytes += part.length;
      if (bytes > bytesMax) return tooLarge();
      chunks.push(part);
    }
  } catch {
    return refuse('malformed-body', 'The file did not come whole.');
  }
  return ok(Buffer.concat(chunks));
}

function isStream(body: unknown): body is IncomingMessage {
  return typeof body === 'object' && body !== null && 'iterator' in body && 'headers' in body;
}
