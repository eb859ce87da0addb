/** What cannot be understood of the command line or a file; its message says what is wrong. */
export class UsageError extends Error {}
