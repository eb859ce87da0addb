/** Where the responder's page asks over HTTP; everything live goes over the socket. */
export const paths = {
  devices: '/v1/devices',
  me: '/v1/me',
  alerts: '/v1/me/alerts',
} as const;
