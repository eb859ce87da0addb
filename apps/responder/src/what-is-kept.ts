/** What is kept of a responder and for how long, as it is said to them. */
export const KEPT: readonly { readonly what: string; readonly howLong: string }[] = [
  {
    what: 'Your last position',
    howLong: 'Only while you are on duty, and only the last one; it goes when you go off duty.',
  },
  {
    what: 'Your name, addresses and credentials',
    howLong: 'Until you erase yourself, or your organisation does.',
  },
];
