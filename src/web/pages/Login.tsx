/** Logging in, and from there back to the page that was asked for. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Place } from '../lib/route.js';
import { afterLogin, useSession } from '../lib/session.js';
import { inLanguage } from '../text/index.js';
import { LOGIN } from '../text/security.js';

export function Login({ place: { query } }: { place: Place }) {
  const words = inLanguage(LOGIN);
  const session = useSession();
  const [shown, setShown] = useState(false);
  const [entering, setEntering] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const password = useRef<HTMLInputElement>(null);
  const next = afterLogin(query.get('next'));
  useEffect(() => {
    document.title = `${words.title} · demarche`;
  }, [words]);

  const enter = async (event: Event) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    setEntering(true);
    setError(null);
    const answer = await fetch('/api/login', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: fields.get('name'), password: fields.get('password') }),
    }).catch(() => null);
    // Loaded anew, so that nothing of before the login stays.
    if (answer?.ok) return location.assign(next);
    setEntering(false);
    if (answer?.status === 401) setError(words.refused[401]);
    else if (answer?.status === 429) setError(words.refused[429](answer.headers.get('Retry-After') ?? '60'));
    else setError(words.failed);
    password.current?.select();
    return undefined;
  };

  if (session?.person) {
    return (
      <main class="login">
        <h1>{words.title}</h1>
        <p>{session.person.kind === 'local' ? words.notNeeded : words.inAlready(session.person.name)}</p>
        <p><a href={next}>{words.toRecord}</a></p>
      </main>
    );
  }
  return (
    <main class="login">
      <h1>{words.title}</h1>
      <p class="quiet">{words.why}</p>
      <form class="narrow-form" onSubmit={enter}>
        <label class="field"><span>{words.name}</span><input name="name" required maxLength={200} autocomplete="username" autocapitalize="none" spellcheck={false} autofocus /></label>
        <label class="field"><span>{words.password}</span><input ref={password} name="password" type={shown ? 'text' : 'password'} required maxLength={1024} autocomplete="current-password" aria-describedby={error ? 'login-error' : undefined} /></label>
        <label class="tick-box"><input type="checkbox" checked={shown} onChange={(event) => setShown(event.currentTarget.checked)} /> {words.show}</label>
        <button type="submit" class="primary" disabled={entering}>{entering ? words.entering : words.enter}</button>
        <p id="login-error" class="problem" role="alert" hidden={error === null}>{error}</p>
      </form>
    </main>
  );
}
