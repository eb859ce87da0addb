import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { floor } from './floor';
import { PEERS, type PeerReady } from './names';
import { oneSql } from './one-sql';
import { readPeople } from './people';
import { tutorial } from './tutorial';

/**
 * A peer of the bench, alone in its process, with the people of the register: each takes
 * `POST /incidents` with `{ ref, lat, lon }`, rings twenty phones, and answers with how many.
 */
async function main(): Promise<void> {
  const [name = '', ownerUrl = '', redisUrl = ''] = process.argv.slice(2);
  const people = await readPeople(ownerUrl);
  const servers: Readonly<Record<string, () => Promise<Server>>> = {
    floor: () => Promise.resolve(floor(people)),
    'one-sql': () => oneSql(ownerUrl, people),
    tutorial: () => tutorial({ ownerUrl, redisUrl, people }),
  };
  const server = await servers[name]?.();
  if (server === undefined) throw new Error(`say which: ${PEERS.join(', ')}`);
  server.maxConnections = 0;
  server.listen(0, '127.0.0.1', () => {
    process.send?.({ port: (server.address() as AddressInfo).port } satisfies PeerReady);
  });
  process.once('disconnect', () => process.exit(0));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
