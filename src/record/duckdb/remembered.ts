/** Answers about the whole record that many questions begin with, each read once for an edition of it. */

/** Nobody who has it may change what others get too. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}

export class Remembered {
  private of = -1;
  private readonly answers = new Map<string, Promise<unknown>>();

  constructor(private readonly edition: () => number) {}

  /** The answer that is there, or that is on its way, for the present edition; what failed is asked anew. */
  async ask<T>(key: string, read: () => Promise<T>): Promise<T> {
    const edition = this.edition();
    if (edition !== this.of) this.answers.clear();
    this.of = edition;
    const known = this.answers.get(key) as Promise<T> | undefined;
    if (known) return known;
    const answer = read().then(frozen);
    this.answers.set(key, answer);
    // What was read while the record changed may be of before and after.
    const forget = (): void => void (this.answers.get(key) === answer && this.answers.delete(key));
    answer.then(() => this.edition() === edition || forget(), forget);
    return answer;
  }
}
