import type { ResponderEventName } from '#contracts/live-events';

/** Where the responder's page asks over HTTP. */
export const paths = {
  devices: '/v1/devices',
  me: '/v1/me',
  token: '/v1/me/token',
  alerts: '/v1/me/alerts',
  travelMode: '/v1/me/travel-mode',
  places: '/v1/me/places',
  reach: '/v1/me/reach',
  pushAddress: '/v1/me/push-address',
  webPushKey: '/v1/web-push-key',
  device: '/v1/me/device',
  receipts: '/v1/me/receipts',
  pushProof: '/v1/me/push-proof',
} as const;

/** Where a report on the AED of one's own order goes. */
export function aedPath(assignmentId: string): string {
  return `/v1/assignments/${encodeURIComponent(assignmentId)}/aed`;
}

/** The same as each socket event, for when the socket is down. */
export const pathOf: Readonly<
  Record<ResponderEventName, { readonly method: 'GET' | 'POST' | 'PUT'; readonly path: string }>
> = {
  duty: { method: 'PUT', path: '/v1/me/duty' },
  fixes: { method: 'POST', path: '/v1/me/fixes' },
  receipt: { method: 'POST', path: '/v1/me/receipts' },
  answer: { method: 'POST', path: '/v1/me/answers' },
  progress: { method: 'POST', path: '/v1/me/progress' },
  'catch-up': { method: 'GET', path: '/v1/me/feed' },
};
