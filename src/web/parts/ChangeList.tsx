/** Decisions about actors in words, each with who made it and when, and the way to take it back. */
import type { ChangeView } from '../../server/api/actors.js';
import type { Names } from '../../server/api/schemas.js';
import type { Deciding } from '../lib/deciding.js';
import { officeName } from '../lib/reasons.js';
import { dated, moment, nameIn } from '../lib/words.js';
import { ACTORS } from '../text/actors.js';
import { inLanguage, language } from '../text/index.js';

interface Props {
  changes: readonly ChangeView[];
  names: Names;
  /** Undefined where the reader may not decide. */
  deciding: Deciding | undefined;
}

export function ChangeList({ changes, names, deciding }: Props) {
  const words = inLanguage(ACTORS);
  const described = ({ decision }: ChangeView): string => {
    switch (decision.kind) {
      case 'rename': return words.what.rename(decision.code, decision.name[language()]);
      case 'merge': return words.what.merge(nameIn(names, decision.code), nameIn(names, decision.into));
      case 'alias': return words.what.alias(decision.form, decision.code === '' ? words.nobody : nameIn(names, decision.code));
      case 'person': return words.what.person(decision.name, decision.offices.map(({ office, state, from, to }) => `${officeName(office)}, ${nameIn(names, state)}, ${words.until(from && dated(from), to && dated(to))}`).join('; '));
      case 'organisation': return words.what.organisation(decision.name[language()], [words.kinds[decision.type] ?? decision.type, decision.state === null ? '' : nameIn(names, decision.state), decision.from || decision.to ? words.until(decision.from && dated(decision.from), decision.to && dated(decision.to)) : ''].filter(Boolean).join(', '));
      case 'dismiss': return words.what.dismiss(decision.form);
      case 'import': return words.what.import(decision.file, decision.people, decision.organisations, decision.memberships);
      default: return words.what.withdrawn;
    }
  };
  return (
    <ol class="changes">
      {changes.map((change) => {
        const what = described(change);
        const undone = !change.standing && change.decision.kind !== 'withdrawn';
        return (
          <li key={change.id} class={undone ? 'is-undone' : undefined}>
            <span class="change-what">{what}</span>
            <small class="quiet">
              {words.by(change.judge, moment(change.at))}{undone && <> · {words.undone}</>}
            </small>
            {deciding && change.standing && <button type="button" aria-label={words.undoThis(what)} disabled={deciding.busy} onClick={() => void deciding.decide({ kind: 'withdrawn', of: change.id })}>{words.undo}</button>}
          </li>
        );
      })}
    </ol>
  );
}
