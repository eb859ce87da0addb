import { FcmServer } from '../providers/fcm-server';

/** What the bench asks of the provider's process: how long each message is to take. */
export interface ProviderOrder {
  readonly serverMs: number;
  /** So many are over quota, by lot; none where left out. */
  readonly quotaShare?: number;
}

/** What the provider's process says: where it is, and after each order what it has done so far. */
export interface ProviderState {
  readonly host: string;
  readonly port: number;
  readonly ca: string;
  readonly projectId: string;
  readonly accessToken: string;
  readonly requests: number;
  /** Messages that reached their phones. */
  readonly delivered: number;
  /** Processor time so far, microseconds. */
  readonly cpuUs: number;
}

/** What a server calls a local provider with. */
const LOCAL_TOKEN = 'local';

/**
 * The provider that a bench hands messages to, in a process of its own, so that its work is not
 * counted as the sender's. Ends with the bench.
 */
async function main(): Promise<void> {
  let delivered = 0;
  const onDelivered = (): void => void (delivered += 1);
  const fcm = await FcmServer.start({ accessToken: LOCAL_TOKEN, onDelivered });
  const tell = (): void => {
    const { host, port, ca, projectId, accessToken, requests } = fcm;
    const { user, system } = process.cpuUsage();
    const cpuUs = user + system;
    const state = { host, port, ca, projectId, accessToken, requests, delivered, cpuUs };
    process.send?.(state satisfies ProviderState);
  };
  process.on('message', ({ serverMs, quotaShare }: ProviderOrder) => {
    fcm.treatments.treatAll(serverMs === 0 ? null : { how: 'slow', ms: serverMs });
    fcm.treatments.draw(quotaShare === undefined ? null : { quotaShare });
    tell();
  });
  process.once('disconnect', () => void fcm.close());
  tell();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
