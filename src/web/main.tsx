/** The web app: a page for each kind of address. */
import { Fragment, render } from 'preact';
import { useEffect } from 'preact/hooks';
import './styles/tokens.css';
import './styles/base.css';
import './styles/charts.css';
import './styles/pages.css';
import './styles/print.css';
import './styles/sources.css';
import './styles/actors.css';
import './styles/desk.css';
import './styles/ledger.css';
import { followLinks, usePlace, type Place } from './lib/route.js';
import { Actors } from './pages/Actors.js';
import { Audit } from './pages/Audit.js';
import { Brief } from './pages/Brief.js';
import { Briefs } from './pages/Briefs.js';
import { Desk } from './pages/Desk.js';
import { Dyad } from './pages/Dyad.js';
import { Home } from './pages/Home.js';
import { Ledger } from './pages/Ledger.js';
import { Login } from './pages/Login.js';
import { Network } from './pages/Network.js';
import { OwnPassword } from './pages/OwnPassword.js';
import { Paste } from './pages/Paste.js';
import { Reader } from './pages/Reader.js';
import { Review } from './pages/Review.js';
import { Search } from './pages/Search.js';
import { Searches } from './pages/Searches.js';
import { Sources } from './pages/Sources.js';
import { Users } from './pages/Users.js';
import { AdminLinks } from './parts/Account.js';
import { Header } from './parts/Header.js';
import { inLanguage, useLanguage } from './text/index.js';
import { SHELL } from './text/shell.js';

/** A part of an address in plain letters; as it is where it was not rightly encoded. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function Page({ place }: { place: Place }) {
  const [, page, ...names] = place.path.split('/').map(decoded);
  const [first, second] = names;
  if (page === '' && names.length === 0) return <Home place={place} />;
  if (page === 'desk' && first && !second) return <Desk key={first} actor={first} place={place} />;
  if (page === 'brief' && first && !second) return <Brief key={first} actor={first} place={place} />;
  if (page === 'briefs' && !second) return <Briefs key={first} id={first} />;
  if (page === 'dyad' && first && second) return <Dyad key={`${first}/${second}`} actor={first} partner={second} place={place} />;
  if (page === 'ledger' && first && !second) return <Ledger key={first} actor={first} place={place} />;
  if (page === 'document' && first && !second) return <Reader key={first} id={first} place={place} />;
  if ((page === 'events' || page === 'statements' || page === 'documents') && !first) return <Search key={page} list={page} place={place} />;
  if (page === 'searches' && !second) return <Searches key={first} id={first} />;
  if (page === 'network' && !first) return <Network place={place} />;
  if (page === 'sources' && !first) return <Sources place={place} />;
  if (page === 'actors' && !first) return <Actors place={place} />;
  if (page === 'review' && !first) return <Review />;
  if (page === 'login' && !first) return <Login place={place} />;
  if (page === 'users' && !first) return <Users />;
  if (page === 'account' && !first) return <OwnPassword />;
  if (page === 'audit' && !first) return <Audit place={place} />;
  if (page === 'paste' && !first) return <Paste />;
  return <NoPage path={place.path} />;
}

function NoPage({ path }: { path: string }) {
  const words = inLanguage(SHELL);
  useEffect(() => {
    document.title = `${words.noPage} · demarche`;
  }, [words]);
  return (
    <main>
      <h1>{words.noPage}</h1>
      <p class="answer">{words.namesNone} <code>{path}</code>. <a href="/">{words.begin}</a></p>
    </main>
  );
}

function App() {
  const place = usePlace();
  const language = useLanguage();
  const words = inLanguage(SHELL);
  useEffect(() => {
    document.addEventListener('click', followLinks);
    return () => document.removeEventListener('click', followLinks);
  }, []);
  const data = (form: 'json' | 'csv') => `${place.path === '/' ? '/index' : place.path}.${form}${place.query.size > 0 ? `?${place.query}` : ''}`;
  const hasData = !['/paste', '/review', '/login', '/account'].includes(place.path);
  return (
    <Fragment key={language}>
      <a class="skip" href="#page">{words.skip}</a>
      <Header place={place} />
      <div id="page"><Page place={place} /></div>
      <footer class="bottom">
        <span>{words.motto}</span>
        <span>
          {hasData && <><a href={data('json')}>{words.asJson}</a> <a href={data('csv')}>{words.asCsv}</a></>}
          <AdminLinks /> <a href="/api/docs">{words.api}</a>
        </span>
      </footer>
    </Fragment>
  );
}

render(<App />, document.getElementById('app')!);
