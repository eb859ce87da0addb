import type { PushAddressMessage } from '#contracts/reach-api';

/** The server's answer to `paths.webPushKey`. */
export interface WebPushKey {
  readonly publicKey: string | null;
}

/**
 * Asks the browser's push service for a subscription under the server's key, or takes the one
 * there is, and returns the message that tells the server. Rejects where the service refuses.
 */
export async function subscribed(
  registration: ServiceWorkerRegistration,
  publicKey: string,
): Promise<PushAddressMessage> {
  const options = { userVisibleOnly: true, applicationServerKey: publicKey };
  const { pushManager } = registration;
  const subscription = await pushManager.subscribe(options).catch(async (error: unknown) => {
    // One under another key is in the way: the organisation's server has a new one.
    const old = await pushManager.getSubscription();
    if (old === null) throw error;
    await old.unsubscribe();
    return pushManager.subscribe(options);
  });
  const { endpoint = '', keys = {} } = subscription.toJSON();
  const { p256dh = '', auth = '' } = keys;
  return {
    channel: 'web-push',
    subscription: { endpoint, keys: { p256dh, auth } },
    permission: 'granted',
  };
}
