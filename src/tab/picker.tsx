// Local mode only: who to be. There is no sign-in there, and the service listens on this machine alone.
import { Field, Select } from '@fluentui/react-components';

type PickerProps = { people: { value: string; title: string }[]; person: string; choose: (person: string) => void };

/** A choice of demo people. */
export function Picker({ people, person, choose }: PickerProps) {
  if (people.length === 0) {
    return <p>There is nobody to be yet. Run the playground (npm run playground), which makes demo people.</p>;
  }
  return (
    <Field label="Local mode, without a sign-in: who are you?" className="picker">
      <Select value={person} onChange={(_, data) => choose(data.value)}>
        <option value="">Choose one</option>
        {people.map((one) => (
          <option key={one.value} value={one.value}>
            {one.title}
          </option>
        ))}
      </Select>
    </Field>
  );
}
