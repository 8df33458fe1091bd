/** What is to come for a country, as texts say: asked for after the desk's first look. */
import type { DeskAgenda } from '../../server/api/desk.js';
import { queryOf, useApi } from '../lib/api.js';
import { useCodebook } from '../lib/codebook.js';
import { dated, day, list, nameIn, percent } from '../lib/words.js';
import { COMMON } from '../text/common.js';
import { DESK } from '../text/desk.js';
import { inLanguage } from '../text/index.js';
import { Waiting } from './Waiting.js';

/** `asOf`: the day on which it is read, where the page's time was cut short. */
export function AgendaSection({ actor, asOf }: { actor: string; asOf: string | null }) {
  const { data, error, loading } = useApi<DeskAgenda>(`/desk/${encodeURIComponent(actor)}/agenda${queryOf({ as_of: asOf })}`);
  const words = inLanguage(DESK);
  const { typeName } = useCodebook();
  const who = (codes: readonly string[]) => list(codes.filter((code) => code !== '').map((code) => nameIn(data!.names, code)));
  return (
    <section aria-labelledby="ahead">
      <h2 id="ahead">{words.ahead}</h2>
      {!data && <Waiting loading={loading} error={error} />}
      {data && (data.items.length === 0 ? <p class="quiet">{words.noAhead(day(data.asOf))}</p> : (
        <>
          <p class="section-note">{words.aheadNote(day(data.asOf))}</p>
          <ol class="events agenda">
            {data.items.map((item) => (
              <li key={`${item.kind}${item.date}${item.sources[0]!.id}`}>
                <article class="entry">
                  <header>
                    <time dateTime={item.date}>{dated(item.date, item.precision)}</time>
                    <span class="who">{[who(item.actors), who(item.recipients)].filter((names) => names !== '').join(' · ')}</span>
                    <span>{item.eventType !== '' && typeName(item.eventType)}</span>
                  </header>
                  <blockquote>{item.words}</blockquote>
                  <footer>
                    <span class="tag">{words.kinds[item.kind]}</span>
                    {item.probability !== null && <span>{words.likely(percent(item.probability))}</span>}
                    {item.sources.length > 1 && <span>{words.sources(item.sources.length)}</span>}
                    <a href={`/document/${item.sources[0]!.documentId}?item=${item.sources[0]!.id}`}>{item.sources[0]!.publication || item.sources[0]!.documentTitle || inLanguage(COMMON).readDocument}</a>
                  </footer>
                </article>
              </li>
            ))}
          </ol>
        </>
      ))}
    </section>
  );
}
