// Searching a list: words are sent with Enter or the button.
import { Button, Field, Input } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';

type SearchProps = { label: string; words: string; search: (words: string) => void };

/** The field and its button. */
export function Search({ label, words, search }: SearchProps) {
  const [typed, setTyped] = useState(words);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    search(typed.trim());
  };
  return (
    <search className="filters">
      <form onSubmit={submit} className="search">
        <Field label={label}>
          <Input type="search" maxLength={200} value={typed} onChange={(_, data) => setTyped(data.value)} />
        </Field>
        <Button type="submit">Search</Button>
      </form>
    </search>
  );
}
