/** Raised for what the user asked in a wrong way: exit status 2. */
export class UsageError extends Error {}
