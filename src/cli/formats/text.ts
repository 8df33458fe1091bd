/** A coding as a person reads it: each sentence with its events, statements and forecasts, and with --explain their reasons. */
import type { ActorDictionary } from '../../actors/index.js';
import type { CodedDocument } from '../../intake/stream.js';
import type { ActorMention } from '../../record/index.js';

function named(mentions: readonly ActorMention[]): string {
  return mentions.length === 0 ? '—' : mentions.map((m) => `${m.code || '?'}${m.sectors.length > 0 ? ` ${m.sectors.join(' ')}` : ''}`).join(' + ');
}

/** Text of one document's coding. */
export function asText({ document, coding }: CodedDocument, explain: boolean, actors: ActorDictionary): string {
  const lines: string[] = [];
  if (document.title) lines.push(`${document.title}${document.date ? ` (${document.date})` : ''}`, '');
  coding.sentences.forEach((sentence, s) => {
    const events = coding.events.filter((e) => e.sentence === s);
    const statements = coding.statements.filter((e) => e.sentence === s);
    const forecasts = coding.forecasts.filter((e) => e.sentence === s);
    if (events.length + statements.length + forecasts.length === 0) return;
    lines.push(document.text.slice(sentence.start, sentence.end).replace(/\s+/g, ' '));
    const reasons = (why: readonly { text: string; ref?: string | undefined; kind: string }[]): void => {
      if (explain) for (const reason of why) lines.push(`      ${reason.kind}: ${reason.text}${reason.ref ? ` [${reason.ref}]` : ''}`);
    };
    for (const event of events) {
      const mode = event.mode ? ` (${event.mode})` : '';
      const people = [...event.actors, ...event.recipients].flatMap((m) => (m.person ? [actors.nameOf(m.person)] : []));
      lines.push(`  ${event.eventType}${mode}  ${named(event.actors)} ${event.reciprocal ? '↔' : '→'} ${named(event.recipients)}  ${event.status}${event.absence ? ', absence' : ''}${event.date ? `, ${event.date}` : ''}  confidence ${event.confidence.toFixed(2)}${people.length > 0 ? `  [${[...new Set(people)].join(', ')}]` : ''}`);
      reasons(event.why);
    }
    for (const statement of statements) {
      lines.push(`  STATEMENT (${statement.kind}${statement.direct ? ', quoted' : ''})  ${statement.speaker ? named([statement.speaker]) : 'speaker unknown'}${statement.about.length > 0 ? ` about ${named(statement.about)}` : ''}: ${statement.words}`);
      reasons(statement.why);
    }
    for (const forecast of forecasts) {
      const { likelihood } = forecast;
      const band = likelihood.scale === null ? 'no number' : `${Math.round(100 * (likelihood.low ?? 0))}–${Math.round(100 * (likelihood.high ?? 0))} % by ${likelihood.scale}`;
      lines.push(`  FORECAST ("${likelihood.words}": ${band})  by ${forecast.forecaster ? named([forecast.forecaster]) : 'the author'}: ${forecast.words}`);
      reasons(forecast.why);
    }
    lines.push('');
  });
  if (lines.length === 0) lines.push('No events, statements or forecasts found.', '');
  return `${lines.join('\n')}\n`;
}
