/** Who may log in, with which role, and the tokens of scripts; for administrators. */
import { useEffect, useState } from 'preact/hooks';
import type { SessionView, UsersView } from '../../server/api/security.js';
import { languageOf, remove, send, useApi } from '../lib/api.js';
import { useSession } from '../lib/session.js';
import { dated } from '../lib/words.js';
import { Waiting } from '../parts/Waiting.js';
import { inLanguage } from '../text/index.js';
import { USERS } from '../text/users.js';

type Role = NonNullable<SessionView['person']>['role'];
type User = UsersView['users'][number];

const ROLES: Role[] = ['reader', 'analyst', 'admin'];
const day = (instant: string) => <time dateTime={instant}>{dated(instant.slice(0, 10))}</time>;
const textOf = (fields: FormData, name: string) => String(fields.get(name) ?? '');

function RoleSelect({ label, value, onChange }: { label: string; value?: Role; onChange?: (role: Role) => void }) {
  const words = inLanguage(USERS);
  return (
    <select name="role" aria-label={label} value={value} onChange={(event) => onChange?.(event.currentTarget.value as Role)}>
      {ROLES.map((role) => <option key={role} value={role}>{words.roles[role]}</option>)}
    </select>
  );
}

/** Taking away is asked for twice. */
function RemoveButton({ name, onRemove }: { name: string; onRemove: () => void }) {
  const words = inLanguage(USERS);
  const [asking, setAsking] = useState(false);
  if (!asking) return <button type="button" aria-label={words.removeName(name)} onClick={() => setAsking(true)}>{words.remove}</button>;
  return (
    <span role="group" aria-label={words.sure(name)} class="sure">
      {words.sure(name)} <button type="button" onClick={onRemove} ref={(button) => button?.focus()}>{words.remove}</button> <button type="button" onClick={() => setAsking(false)}>{words.cancel}</button>
    </span>
  );
}

function PasswordForm({ name, onSave, onCancel }: { name: string; onSave: (password: string) => void; onCancel: () => void }) {
  const words = inLanguage(USERS);
  return (
    <form class="sure" onSubmit={(event) => (event.preventDefault(), onSave(textOf(new FormData(event.currentTarget), 'password')))}>
      <input type="password" name="password" required minLength={12} maxLength={1024} autocomplete="new-password" aria-label={words.changeOf(name)} ref={(input) => input?.focus()} />
      <button type="submit">{words.save}</button> <button type="button" onClick={onCancel}>{words.cancel}</button>
    </form>
  );
}

export function Users() {
  const words = inLanguage(USERS);
  const { data, error, loading, again } = useApi<UsersView>('/users');
  const session = useSession();
  const [changing, setChanging] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<{ said: string; wrong: boolean } | null>(null);
  const [secret, setSecret] = useState<{ name: string; secret: string } | null>(null);
  useEffect(() => {
    document.title = `${words.title} · demarche`;
  }, [words]);

  /** Does it, says how it went, and shows the users as they are then; true when it went well. */
  const act = async (job: () => Promise<unknown>): Promise<boolean> => {
    setSecret(null);
    try {
      await job();
      setOutcome({ said: words.done, wrong: false });
      again();
      return true;
    } catch (problem) {
      setOutcome({ said: (problem as Error).message, wrong: true });
      return false;
    }
  };
  const path = (name: string) => `/users/${encodeURIComponent(name)}`;
  const addUser = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const fields = new FormData(form);
    if (await act(() => send('/users', { name: textOf(fields, 'name'), role: textOf(fields, 'role'), password: textOf(fields, 'password') }))) {
      form.reset();
      // The first user: from now on we too have to log in.
      if (session?.person?.kind === 'local') location.assign('/login?next=/users');
    }
  };
  const addToken = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const fields = new FormData(form);
    const name = textOf(fields, 'name');
    const days = textOf(fields, 'days');
    let made = '';
    if (await act(async () => ({ secret: made } = await send<{ secret: string }>('/tokens', { name, role: textOf(fields, 'role'), days: days === '' ? null : Number(days) })))) {
      form.reset();
      setSecret({ name, secret: made });
    }
  };
  const row = ({ name, role, created, changed }: User) => (
    <tr key={name}>
      <th scope="row">{name}</th>
      <td><RoleSelect label={words.roleOf(name)} value={role} onChange={(chosen) => void act(() => send(`${path(name)}/role`, { role: chosen }))} /></td>
      <td data-label={words.since}>{day(created)}</td>
      <td data-label={words.passwordOf}>{day(changed)}</td>
      <td class="acts">
        {changing === name
          ? <PasswordForm name={name} onCancel={() => setChanging(null)} onSave={async (password) => (await act(() => send(`${path(name)}/password`, { password }))) && setChanging(null)} />
          : <button type="button" aria-label={words.changeOf(name)} onClick={() => setChanging(name)}>{words.change}</button>}{' '}
        <RemoveButton name={name} onRemove={() => void act(() => remove(path(name)))} />
      </td>
    </tr>
  );

  return (
    <main class="users">
      <h1>{words.title}</h1>
      <p class="answer">{words.what}</p>
      <Waiting loading={loading && !data} error={error} />
      <div aria-live="polite">
        {outcome && <p class={outcome.wrong ? 'problem' : 'quiet'} lang={outcome.wrong ? languageOf(outcome.said) : undefined}>{outcome.said}</p>}
        {secret && <p>{words.secret(secret.name)} <code class="secret">{secret.secret}</code></p>}
      </div>
      {data && (
        <>
          <section aria-labelledby="users">
            <h2 id="users">{words.users}</h2>
            {data.users.length === 0 ? <p class="quiet">{words.open}</p> : (
              <table class="log">
                <thead><tr>{[words.name, words.role, words.since, words.passwordOf].map((title) => <th key={title} scope="col">{title}</th>)}<td /></tr></thead>
                <tbody>{data.users.map(row)}</tbody>
              </table>
            )}
            <form class="controls" onSubmit={addUser}>
              <label class="field"><span>{words.name}</span><input name="name" required maxLength={64} autocomplete="off" autocapitalize="none" spellcheck={false} /></label>
              <label class="field"><span>{words.role}</span><RoleSelect label={words.role} {...(data.users.length === 0 ? { value: 'admin' } : {})} /></label>
              <label class="field"><span>{words.password}</span><input type="password" name="password" required minLength={12} maxLength={1024} autocomplete="new-password" /></label>
              <button type="submit">{words.add}</button>
            </form>
          </section>
          <section aria-labelledby="tokens">
            <h2 id="tokens">{words.tokens}</h2>
            {data.tokens.length === 0 ? <p class="quiet">{words.none}</p> : (
              <table class="log">
                <thead><tr>{[words.name, words.role, words.since, words.until].map((title) => <th key={title} scope="col">{title}</th>)}<td /></tr></thead>
                <tbody>
                  {data.tokens.map(({ name, role, created, expires }) => (
                    <tr key={name}>
                      <th scope="row">{name}</th>
                      <td>{words.roles[role]}</td>
                      <td data-label={words.since}>{day(created)}</td>
                      <td data-label={words.until}>{expires === null ? words.always : day(expires)}</td>
                      <td class="acts"><RemoveButton name={name} onRemove={() => void act(() => remove(`/tokens/${encodeURIComponent(name)}`))} /></td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
            <form class="controls" onSubmit={addToken}>
              <label class="field"><span>{words.name}</span><input name="name" required maxLength={64} autocomplete="off" autocapitalize="none" spellcheck={false} /></label>
              <label class="field"><span>{words.role}</span><RoleSelect label={words.role} /></label>
              <label class="field"><span>{words.days}</span><input type="number" name="days" min={1} max={36500} /></label>
              <button type="submit">{words.addToken}</button>
            </form>
          </section>
        </>
      )}
    </main>
  );
}
