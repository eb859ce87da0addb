/** What cannot be understood of the command line or a file; its message says what would be right. */
export class UsageError extends Error {}
