/** Reports that several documents have, each with all who have it. */
import type { StoriesPage } from '../../server/api/sources.js';
import { dated } from '../lib/words.js';
import { inLanguage } from '../text/index.js';
import { SOURCES } from '../text/sources.js';

type Story = StoriesPage['stories'][number];

export function StoryList({ stories }: { stories: Story[] }) {
  return <ol class="stories">{stories.map((story) => <li key={story.sightings[0]?.documentId}><StoryCard story={story} /></li>)}</ol>;
}

function StoryCard({ story: { sightings, documents, coded, events } }: { story: Story }) {
  const words = inLanguage(SOURCES);
  const [first, ...copies] = sightings;
  if (!first) return null;
  return (
    <article>
      <h3><a href={`/document/${first.documentId}`}>{first.title || words.untitled}</a></h3>
      <p class="quiet">{[first.publication, first.date && dated(first.date)].filter(Boolean).join(' · ')}</p>
      <p class="num">{words.storyCounts(documents, coded, events)}</p>
      <ul class="sightings">
        {copies.map(({ documentId, title, publication, date, similarity }) => (
          <li key={documentId}>
            <a href={`/document/${documentId}`}>{publication || title || words.untitled}</a>
            <span class="quiet num"> {[publication && title !== first.title ? title : '', date && dated(date), words.same(Math.round(similarity * 100))].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
        {documents > sightings.length && <li class="quiet">{words.moreSightings(documents - sightings.length)}</li>}
      </ul>
    </article>
  );
}
