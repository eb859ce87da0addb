import type { FastifyInstance } from 'fastify';

const HSTS = 'max-age=63072000; includeSubDomains';
/** Of what is no page: nothing may be loaded by it, and it may be framed by nothing. */
const NO_PAGE = "default-src 'none'; frame-ancestors 'none'";
/** Only the responder's page asks where the phone is; nothing here needs anything else. */
const PERMISSIONS = [
  'accelerometer=()',
  'camera=()',
  'geolocation=(self)',
  'gyroscope=()',
  'microphone=()',
  'payment=()',
  'usb=()',
].join(', ');

/** Headers that keep browsers from doing with an answer what it is not for; pages say their own. */
export function secureAnswers(
  fastify: FastifyInstance,
  { production }: { readonly production: boolean },
): void {
  fastify.addHook('onRequest', (_request, reply, next) => {
    void reply
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', NO_PAGE)
      .header('referrer-policy', 'no-referrer')
      .header('permissions-policy', PERMISSIONS)
      .header('cross-origin-opener-policy', 'same-origin')
      .header('cross-origin-resource-policy', 'same-origin')
      .header('x-frame-options', 'DENY');
    if (production) void reply.header('strict-transport-security', HSTS);
    next();
  });
}
