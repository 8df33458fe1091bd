import { describe, expect, it } from 'vitest';
import { findQuotations } from './quotations.js';

const quoted = (text: string): string[] => findQuotations(text).map((q) => text.slice(q.start, q.end) + (q.continues ? ' …' : ''));

describe('quotations', () => {
  it.each<[string, string[]]>([
    ['He said “we go” and "we don\'t".', ['we go', "we don't"]],
    ['Dijo «no vamos» y se fue.', ['no vamos']],
    ['‘It’s the workers’ deal,’ he said of the miners’ strike.', ['It’s the workers’ deal,']],
    ["Milei: 'No vamos a ceder'", ['No vamos a ceder']],
    ['“One. Two,” she said. “Three.”', ['One. Two,', 'Three.']],
    ['“One.\n\n“Two.” So he ended.', ['One. …', 'Two.']],
    ['—Vamos a firmar —dijo el canciller—. No hay otra salida.', ['Vamos a firmar', 'No hay otra salida.']],
    ['A 6" pipe and a “lost mark.\nNext “one”.', ['one']],
    ["The '90s and the dogs' bowls", []],
  ])('%s', (text, expected) => {
    expect(quoted(text)).toEqual(expected);
  });
});
