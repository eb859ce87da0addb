/** Who is measured beside us. */
export const PEERS = ['floor', 'one-sql', 'tutorial'] as const;
export type PeerName = (typeof PEERS)[number];

/** Where `one-sql` is asked to tell every phone at once. */
export const TELL_ALL = '/tell-all';

/** What a peer says once it listens. */
export interface PeerReady {
  readonly port: number;
}
