/** Where and as whom pushes are handed over; the same for both senders. */
export interface FcmOptions {
  readonly projectId: string;
  /** The JSON text of a service account's key; or a fixed token, for a local server. */
  readonly credential: { readonly serviceAccount: string } | { readonly accessToken: string };
  /** A server to talk to instead of Google's. */
  readonly endpoint?: { readonly host: string; readonly port: number; readonly ca?: string };
  readonly deadlineMs?: number;
}

/**
 * A message that the provider has not taken by then has failed, and holds nobody up. Shorter than
 * the lease of a delivery, so that no other worker sends it meanwhile.
 */
export const PUSH_DEADLINE_MS = 1_500;
