/** What can go wrong with a store, by name: a face (command line, server) says it or acts on it by `code`. */
export type RecordErrorCode =
  /** Made by a newer version than this one. */
  | 'newer-version'
  /** The file is something else. */
  | 'not-a-store'
  /** Another process has it open. */
  | 'locked'
  /** Who runs this may not read or write the file. */
  | 'no-permission'
  | 'disk-full'
  /** Something handed in breaks the schema. */
  | 'invalid'
  /** What was asked for is not in the record. */
  | 'not-found'
  | 'closed'
  | 'failed';

/** An error of the record, saying what was found, what was expected and what to do. */
export class RecordError extends Error {
  readonly code: RecordErrorCode;

  constructor(code: RecordErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'RecordError';
    this.code = code;
  }
}
