/** Numbers the sources of a brief and the deeds of the list at its end. */
import type { Evidence } from './evidence.js';
import type { Claim, NumberedDeed, Source } from './model.js';

export class Register {
  readonly sources: Source[] = [];
  private readonly known = new Map<string, number>();
  private readonly listed = new Set<string>();
  private readonly numbers = new Map<string, number>();

  constructor(private readonly evidence: Evidence) {
    // Every deed has a number, in order of date, whether or not a sentence is about it: any number may rest on it.
    [...evidence.deeds.keys()].forEach((event, i) => this.numbers.set(event, i + 1));
  }

  /** Puts a partner's deeds on the list at the end. */
  list(partner: string): void {
    const own = this.evidence.sides.get(partner);
    if (own) [...own.before, ...own.after, ...own.neither].forEach((event) => this.listed.add(event));
  }

  /** The list at the end. To be asked for last: so the notes of the text have the first numbers. */
  deeds(): NumberedDeed[] {
    return [...this.numbers].filter(([event]) => this.listed.has(event)).map(([event, number]) => {
      const { row, partners } = this.evidence.deeds.get(event)!;
      return { number, event, date: row.event.date, datePrecision: row.event.datePrecision, type: row.event.eventType, partners, source: this.sentence(row.event.documentId, row.sentenceText) };
    });
  }

  /** The numbers of the sources of a claim that rests on these events. */
  cite(claim: Claim, events: readonly string[]): number[] {
    switch (claim.of) {
      case 'deed':
      case 'planned': {
        const row = claim.of === 'deed' ? this.evidence.deeds.get(claim.event)!.row : this.evidence.planned.get(claim.event)!;
        return [this.sentence(row.event.documentId, row.sentenceText)];
      }
      case 'said':
      case 'forecast': {
        const item = claim.of === 'said' ? this.evidence.statements.get(claim.statement)! : this.evidence.forecasts.get(claim.forecast)!;
        return [this.sentence(item.documentId, this.evidence.texts.get(item.documentId)!.sentences[item.sentence] ?? item.words)];
      }
      case 'own':
        return [];
      default: {
        if (events.length === 0) return [this.numbered(`record ${claim.of}`, (number) => ({ number, kind: 'record', text: claim.of === 'said-holdings' ? 'record' : 'none' }))];
        events.forEach((event) => this.listed.add(event));
        const deeds = [...new Set(events)].map((event) => this.numbers.get(event)!).sort((a, b) => a - b);
        return [this.numbered(`deeds ${deeds.join()}`, (number) => ({ number, kind: 'deeds', deeds }))];
      }
    }
  }

  private sentence(documentId: string, sentence: string): number {
    const { title, publication, date, datePrecision, url, lookup } = this.evidence.texts.get(documentId)!.document;
    return this.numbered(`sentence ${documentId} ${sentence}`, (number) => ({ number, kind: 'sentence', documentId, title, publication, date, datePrecision, url, lookup, sentence }));
  }

  private numbered(key: string, make: (number: number) => Source): number {
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const number = this.sources.length + 1;
    this.known.set(key, number);
    this.sources.push(make(number));
    return number;
  }
}

/** Numbers as runs: "1–28, 31". */
export function runs(numbers: readonly number[]): string {
  const parts: [number, number][] = [];
  for (const number of numbers) {
    const last = parts.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else parts.push([number, number]);
  }
  return parts.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}
