/**
 * A real provider of OpenID Connect on this machine, for tests: everybody who types an address at
 * its sign-in is that person. Prints its issuer; then takes the client from standard input, as one
 * line of JSON {clientId, clientSecret, redirectUri, verifies}.
 */
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';

import { Provider } from 'oidc-provider';

let answer = (_request, response) => response.writeHead(503).end();
const server = createServer((request, response) => answer(request, response));
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${server.address().port}\n`);
});

createInterface({ input: process.stdin }).once('line', (line) => {
  const { clientId, clientSecret, redirectUri, verifies } = JSON.parse(line);
  const provider = new Provider(`http://127.0.0.1:${server.address().port}`, {
    clients: [
      { client_id: clientId, client_secret: clientSecret, redirect_uris: [redirectUri] },
    ].map((client) => ({ ...client, token_endpoint_auth_method: 'client_secret_post' })),
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: `subject of ${id}`, email: id, email_verified: verifies }),
    }),
    pkce: { required: () => true },
    cookies: { keys: ['a key of tests'] },
  });
  answer = provider.callback();
  process.stdout.write('ready\n');
});

process.stdin.once('end', () => process.exit());
