/** One of a few: a row of radio buttons that looks like one control. */
interface Props<V extends string> {
  label: string;
  value: V;
  options: readonly (readonly [V, string])[];
  onChoose(value: V): void;
}

export function Choice<V extends string>({ label, value, options, onChoose }: Props<V>) {
  return (
    <fieldset class="choice">
      <legend>{label}</legend>
      {options.map(([option, words]) => (
        <label key={option}>
          <input type="radio" name={label} value={option} checked={option === value} onChange={() => onChoose(option)} />
          <span>{words}</span>
        </label>
      ))}
    </fieldset>
  );
}
