import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { errorCodes } from 'fastify';
import { ok, refuse, type Result } from '#core/problem';
import { allRoutes } from '#contracts/routes';

/**
 * Lets files in on the routes that take one, and nowhere else. They are not read here but handed on
 * as they come in: whoever may not upload is turned away before any of it is in memory.
 */
export function admitUploads(fastify: FastifyInstance): void {
  const uploads = allRoutes().flatMap(([, { path, upload }]) =>
    upload === undefined || upload.isReadWhole === true
      ? []
      : [{ path, mediaTypes: upload.mediaTypes }],
  );
  const types = new Set(uploads.flatMap(({ mediaTypes }) => mediaTypes));
  // Small JSON is read as everywhere else, also where files may be sent.
  types.delete('application/json');
  for (const type of types) {
    fastify.addContentTypeParser(type, (request, payload, done) => {
      const { url } = request.routeOptions;
      const isMeant = uploads.some(({ path, mediaTypes }) => {
        return path === url && mediaTypes.includes(type);
      });
      if (isMeant) done(null, payload);
      else done(new errorCodes.FST_ERR_CTP_INVALID_MEDIA_TYPE(type), undefined);
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
