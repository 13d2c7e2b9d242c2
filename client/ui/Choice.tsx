import type { Signal } from '@preact/signals';
import { useId } from 'preact/hooks';

/** One of a few, each with its words. `onChoose` stands in for setting `chosen` where the server decides. */
export function Choice<Value extends string>({
  label,
  choices,
  chosen,
  onChoose,
}: {
  label: string;
  choices: Record<Value, string>;
  chosen: Signal<Value> | Value;
  onChoose?: (value: Value) => void;
}) {
  const id = useId();
  const isSignal = typeof chosen !== 'string';
  const choose = (value: Value) => {
    if (onChoose) onChoose(value);
    else if (isSignal) chosen.value = value;
  };
  return (
    <div class="choice">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={isSignal ? chosen.value : chosen}
        onChange={({ currentTarget }) => choose(currentTarget.value as Value)}
      >
        {Object.entries<string>(choices).map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}
