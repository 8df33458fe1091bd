/** Everybody's own password. */
import { useEffect, useState } from 'preact/hooks';
import { languageOf, send } from '../lib/api.js';
import { renewSession, useSession } from '../lib/session.js';
import { inLanguage } from '../text/index.js';
import { USERS } from '../text/users.js';

export function OwnPassword() {
  const words = inLanguage(USERS);
  const session = useSession();
  const [outcome, setOutcome] = useState<{ said: string; wrong: boolean } | null>(null);
  useEffect(() => {
    document.title = `${words.own} · demarche`;
  }, [words]);
  const change = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const fields = Object.fromEntries(new FormData(form)) as Record<'current' | 'password' | 'again', string>;
    if (fields.password !== fields.again) return setOutcome({ said: words.differ, wrong: true });
    try {
      await send('/password', { current: fields.current, password: fields.password });
      // The session is a new one, and so is its guard.
      renewSession();
      form.reset();
      setOutcome({ said: words.changed, wrong: false });
    } catch (problem) {
      setOutcome({ said: (problem as Error).message, wrong: true });
    }
  };
  const field = (name: string, label: string, autocomplete: string) => (
    <label class="field"><span>{label}</span><input type="password" name={name} required {...(name === 'current' ? {} : { minLength: 12 })} maxLength={1024} autocomplete={autocomplete} /></label>
  );
  return (
    <main class="own-password">
      <h1>{words.own}</h1>
      {session && session.person?.kind !== 'user' ? <p>{words.notYours}</p> : (
        <form class="narrow-form" onSubmit={change}>
          <input type="text" name="username" value={session?.person?.name ?? ''} autocomplete="username" hidden readOnly />
          {field('current', words.current, 'current-password')}
          {field('password', words.fresh, 'new-password')}
          {field('again', words.again, 'new-password')}
          <button type="submit" class="primary">{words.save}</button>
          <p role="status" class={outcome?.wrong ? 'problem' : 'quiet'} lang={outcome?.wrong ? languageOf(outcome.said) : undefined}>{outcome?.said}</p>
        </form>
      )}
    </main>
  );
}
