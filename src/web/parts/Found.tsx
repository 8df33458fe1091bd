/** A text with stretches of it marked: the words that were looked for, and those that made it a coding. */
interface Stretch {
  start: number;
  end: number;
}

interface Props {
  text: string;
  /** Words that were looked for. */
  found?: readonly Stretch[] | undefined;
  /** Words that the coding rests on; their order and overlaps do not matter. */
  trigger?: readonly Stretch[] | undefined;
}

export function Found({ text, found = [], trigger = [] }: Props) {
  const inside = (stretches: readonly Stretch[], at: number) => stretches.some(({ start, end }) => start <= at && at < end);
  const cuts = [...new Set([0, text.length, ...[...found, ...trigger].flatMap(({ start, end }) => [start, end])])].filter((cut) => cut >= 0 && cut <= text.length).sort((a, b) => a - b);
  return (
    <>
      {cuts.slice(0, -1).map((start, i) => {
        const part = text.slice(start, cuts[i + 1]);
        const [sought, made] = [inside(found, start), inside(trigger, start)];
        if (sought) return <mark key={start} class={made ? 'found made' : 'found'}>{part}</mark>;
        return made ? <mark key={start}>{part}</mark> : part;
      })}
    </>
  );
}
