export function build(parts: string[]): void;
