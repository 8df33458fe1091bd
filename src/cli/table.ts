/** Plain tables and bars for a terminal. */

/** Rows under a header, columns as wide as they need; numbers (right) and words (left) by the alignments given. */
export function table(header: readonly string[], rows: readonly (readonly string[])[], align: readonly ('left' | 'right')[]): string {
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    cells.map((cell, column) => (align[column] === 'right' ? cell.padStart(widths[column] as number) : cell.padEnd(widths[column] as number))).join('  ').trimEnd();
  return [line(header), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

/** A bar from the middle: conflict to the left, cooperation to the right; value and limit in the same unit. */
export function balanceBar(value: number, limit: number, half = 16): string {
  const length = limit === 0 ? 0 : Math.min(half, Math.round((Math.abs(value) / limit) * half));
  const left = value < 0 ? '█'.repeat(length).padStart(half) : ' '.repeat(half);
  const right = value > 0 ? '█'.repeat(length).padEnd(half) : ' '.repeat(half);
  return `${left}│${right}`;
}
