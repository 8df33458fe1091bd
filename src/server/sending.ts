/** Words for what was sent. */

/** "report.pdf", "report.pdf +11". */
export const several = (names: readonly string[]): string => (names.length === 1 ? names[0]! : `${names[0]} +${names.length - 1}`);
