import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FcmServer } from './fcm-server';

/**
 * Runs the local providers by hand and prints how to point a server at them; an argument is the
 * port to listen on. Each push that arrives is a line. Ends on Ctrl-C.
 */
async function main(): Promise<void> {
  const port = Number(process.argv[2] ?? 0);
  const fcm = await FcmServer.start({
    port,
    onDelivered: ({ message }) => console.log(`push to ${message.token}: ${said(message)}`),
  });
  const folder = mkdtempSync(join(tmpdir(), 'closeby-providers-'));
  const caFile = join(folder, 'fcm-ca.pem');
  writeFileSync(caFile, fcm.ca);
  console.log(`FCM on https://${fcm.host}:${fcm.port}; start the server with`);
  console.log(`  FCM_PROJECT_ID=${fcm.projectId}`);
  console.log(`  FCM_ENDPOINT=${fcm.host}:${fcm.port}`);
  console.log(`  FCM_CA_FILE=${caFile}`);
  console.log(`  FCM_ACCESS_TOKEN=${fcm.accessToken}`);
  await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  });
  await fcm.close();
  rmSync(folder, { recursive: true });
}

function said(message: { readonly notification?: { readonly body?: string } }): string {
  return `${message.notification?.body ?? ''} ${JSON.stringify(message)}`;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
