import { HOUR_MS, MINUTE_MS } from '#core/units';

/** How often something may be done, counted apart for each key, person or address. */
export interface Limit {
  readonly uses: number;
  readonly perMs: number;
}

/*
 * What one caller may do at most. A limit is reached by guessing and by loops, never by work: the
 * busiest control room raises an incident each second for a while, not a hundred.
 */
export const LIMITS = {
  /** Requests with one key, session or phone; counted by each copy of the server for itself. */
  'requests-of-caller': { uses: 2_000, perMs: 10_000 },
  /** Requests of one address without any secret; a carrier puts many phones behind one address. */
  'anonymous-of-address': { uses: 600, perMs: 10_000 },
  /** Requests without a valid secret from one address: guessing. */
  'refused-of-address': { uses: 60, perMs: MINUTE_MS },
  /** Passwords and codes tried for one account, from wherever. */
  'sign-in-of-account': { uses: 10, perMs: 15 * MINUTE_MS },
  'sign-in-of-address': { uses: 50, perMs: 15 * MINUTE_MS },
  /** One-time codes asked for one telephone or mail address, and tried for one registration. */
  'code-to-address': { uses: 5, perMs: HOUR_MS },
  'code-of-address': { uses: 30, perMs: HOUR_MS },
  'code-tried': { uses: 5, perMs: HOUR_MS },
  /** Responders' records looked at one by one by one member of staff. */
  'people-read': { uses: 40, perMs: 5 * MINUTE_MS },
  /** Incidents whose responders' positions one member of staff looks at. */
  'positions-read': { uses: 120, perMs: 5 * MINUTE_MS },
  /** Incidents raised by hand, without a control system's message, by one dispatcher. */
  'raised-by-hand': { uses: 3, perMs: HOUR_MS },
  /** Answers of one responder to one alert: yes, no, yes, no. */
  'answers-of-alert': { uses: 20, perMs: MINUTE_MS },
  exports: { uses: 10, perMs: HOUR_MS },
  /** Badges checked from one address: a crew scans a handful in a night. */
  'badges-of-address': { uses: 60, perMs: MINUTE_MS },
  /** Passes and badges of call-outs shown from one address: a hall full of people joins by one. */
  'passes-of-address': { uses: 120, perMs: MINUTE_MS },
  /** Proofs one person uploads. */
  uploads: { uses: 20, perMs: HOUR_MS },
  /** Reports and readings of one person; a phone that comes back into the network sends many. */
  'field-reports': { uses: 120, perMs: HOUR_MS },
  /** Entries, claims and words against entries of one person or address of the board. */
  'board-entries': { uses: 20, perMs: HOUR_MS },
  'board-claims': { uses: 30, perMs: HOUR_MS },
  'board-reports': { uses: 20, perMs: HOUR_MS },
  /** The public board as read from one address; a household looks through its pages. */
  'board-of-address': { uses: 120, perMs: MINUTE_MS },
  /** Groups one responder asks to be registered. */
  'groups-asked': { uses: 5, perMs: HOUR_MS },
  /** Opening and handing over of desks of muster points from one address, page by page. */
  'desk-of-address': { uses: 300, perMs: MINUTE_MS },
  /** Texts that one member of staff sends to people of call-outs. */
  'callout-messages': { uses: 120, perMs: HOUR_MS },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof LIMITS;
