/** From a claim to its sentence, by the record's rows alone: the only place where a fact's text and numbers are made. */
import type { Evidence } from './evidence.js';
import { MINIMUM, straddling } from './evidence.js';
import type { Claim, Stated, Values } from './model.js';
import { lastDay } from './period.js';
import type { Words } from './words.js';
import type { Event } from '../record/schema.js';

/** What the record says of a claim. @throws when it holds nothing of the kind. */
export function state(claim: Claim, evidence: Evidence, words: Words): Stated {
  switch (claim.of) {
    case 'holdings':
      return holdings(evidence, words);
    case 'said-holdings':
      return stated(words, 'said-holdings', { n: evidence.statements.size, forecasts: evidence.forecasts.size, actor: words.actor(plain(evidence.question.actor)) }, []);
    case 'verdicts':
      return verdicts(evidence, words);
    case 'thin': {
      const thin = [...evidence.comparisons.values()].filter(({ p }) => p === null);
      return stated(words, 'thin', { n: thin.length }, thin.flatMap(({ partner }) => [...evidence.sides.get(partner)!.before, ...evidence.sides.get(partner)!.after]));
    }
    case 'straddling': {
      const events = straddling(evidence);
      return stated(words, 'straddling', { n: events.length }, events);
    }
    case 'coder': {
      const versions = [...new Set([...evidence.deeds.values()].map(({ row }) => row.event.coderVersion))].sort();
      return stated(words, 'coder', { n: evidence.deeds.size, versions: versions.join(', ') }, [...evidence.deeds.keys()]);
    }
    case 'judged': {
      const confirmed = [...evidence.deeds.values()].filter(({ row }) => row.judged === 'accepted' || row.judged === 'corrected').length;
      return stated(words, 'judged', { n: evidence.deeds.size, confirmed }, [...evidence.deeds.keys()]);
    }
    case 'own':
      return { text: claim.words, values: {}, events: [] };
    case 'change':
      return change(claim.partner, evidence, words);
    case 'deed':
      return deed(found(evidence.deeds.get(claim.event), 'deed', claim.event).row.event, words);
    case 'planned':
      return planned(found(evidence.planned.get(claim.event), 'plan', claim.event).event, evidence, words);
    case 'said': {
      const said = found(evidence.statements.get(claim.statement), 'statement', claim.statement);
      const about = words.actors(said.about);
      return stated(words, about === '' ? 'said' : 'saidAbout', {
        on: words.on(said.date, said.datePrecision), who: words.actor(found(said.speaker ?? undefined, 'speaker of', claim.statement)), kind: words.templates.kinds[said.kind]!, about, words: oneLine(said.words),
      }, []);
    }
    case 'forecast': {
      const forecast = found(evidence.forecasts.get(claim.forecast), 'forecast', claim.forecast);
      const { low, high, scale, words: likelihood } = forecast.likelihood;
      const scaled = low !== null && high !== null && scale !== null;
      return stated(words, scaled ? 'forecastScaled' : 'forecast', {
        on: words.on(forecast.date, forecast.datePrecision), who: words.actor(found(forecast.forecaster ?? undefined, 'forecaster of', claim.forecast)), words: oneLine(forecast.words), likelihood,
        ...(scaled ? { low: Math.round(100 * low), high: Math.round(100 * high), scale } : {}),
      }, []);
    }
  }
}

function stated(words: Words, template: string, values: Values, events: string[], shown: Record<string, string> = {}): Stated {
  return { text: words.fact(template, { ...values, ...shown }), values, events };
}

function found<T>(value: T | undefined, kind: string, id: string): T {
  if (value === undefined) throw new Error(`The record holds no ${kind} ${id} in the period asked for.`);
  return value;
}

function holdings({ deeds, sides, question }: Evidence, words: Words): Stated {
  const events = [...deeds.keys()];
  const actor = words.actor(plain(question.actor));
  const list = [...deeds.values()].map(({ row }) => row.event);
  if (list.length === 0) return stated(words, 'none-holdings', { actor, from: words.date(question.from), to: words.date(lastDay(question.to)) }, []);
  return stated(words, 'holdings', {
    actor, n: events.length, partners: sides.size, documents: new Set(list.map(({ documentId }) => documentId)).size,
    first: words.the(list[0]!.date, list[0]!.datePrecision), last: words.the(list.at(-1)!.date, list.at(-1)!.datePrecision),
  }, events);
}

function verdicts({ comparisons, sides, question }: Evidence, words: Words): Stated {
  const asked = [...comparisons.values()].filter(({ p }) => p !== null);
  const count = (verdict: string) => asked.filter((row) => row.verdict === verdict).length;
  return stated(words, 'verdicts', {
    asked: asked.length, minimum: MINIMUM, at: words.date(question.at), warmer: count('warmer'), cooler: count('cooler'), none: count('no evidence of change'),
  }, asked.flatMap(({ partner }) => [...sides.get(partner)!.before, ...sides.get(partner)!.after]));
}

function change(partner: string, { comparisons, sides }: Evidence, words: Words): Stated {
  const row = found(comparisons.get(partner), 'deed with', partner);
  const own = sides.get(partner)!;
  const values: Values = { partner: words.name(partner), verdict: words.templates.verdicts[row.verdict]! };
  const shown: Record<string, string> = {};
  const put = (name: string, value: number, text: string) => {
    values[name] = value;
    shown[name] = text;
  };
  for (const side of ['before', 'after'] as const) {
    const { estimate, count } = row[side];
    values[side] = count;
    if (!estimate) continue;
    for (const [name, value] of [['Value', estimate.value], ['Low', estimate.low], ['High', estimate.high]] as const) put(`${side}${name}`, value, words.number(value, 1));
  }
  if (row.difference !== null) put('difference', row.difference, words.signed(row.difference));
  if (row.q !== null) put('q', row.q, words.number(row.q, 3));
  const template = !row.before.estimate ? 'change-after' : !row.after.estimate ? 'change-before' : row.q === null ? 'change-untested' : 'change';
  return stated(words, template, values, [...own.before, ...own.after], shown);
}

function deed(event: Event, words: Words): Stated {
  const attributed = event.attributedTo ? words.actor(event.attributedTo) : '';
  const who = words.actors(event.actors);
  const template = event.status !== 'reported' ? 'deed' : attributed && event.attributedTo!.code !== '' && attributed !== who ? 'deedReported' : 'deedSaid';
  return stated(words, template, {
    on: words.on(event.date, event.datePrecision), who, did: words.did(event, words.actors(event.recipients), 'did'), ...(attributed ? { attributed } : {}),
  }, [event.id]);
}

function planned(event: Event, { texts }: Evidence, words: Words): Stated {
  const document = found(texts.get(event.documentId), 'document', event.documentId).document;
  // A plan's date is often no more than the day on which it was told: it is said only where it is another.
  const dated = event.date > document.date;
  return stated(words, dated ? 'plannedAt' : 'planned', {
    textDate: words.date(document.date || event.date, document.date ? document.datePrecision : event.datePrecision), who: words.actors(event.actors),
    todo: words.did(event, words.actors(event.recipients), 'todo'), ...(dated ? { date: words.date(event.date, event.datePrecision), theDate: words.the(event.date, event.datePrecision) } : {}),
  }, [event.id]);
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
const plain = (code: string) => ({ code, sectors: [] });
