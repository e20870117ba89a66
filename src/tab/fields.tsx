// Labelled fields. Each shows what the server says of it, beside itself (see faults.tsx).
import { Field, Input, Textarea } from '@fluentui/react-components';
import { createContext, type ReactElement, useContext } from 'react';
import { faultAt, nameOf } from './fault-at.ts';

/** The words of the refusal that the form around these fields has now; empty when there is none. */
export const FaultWords = createContext('');

type AskedProps = {
  label: string;
  /** What the server calls it, where that is not the label up to its question mark. */
  named?: string | readonly string[] | undefined;
  hint?: string | undefined;
  required?: boolean | undefined;
  children: ReactElement;
};

/** A label with its control. */
export function Asked({ label, named = nameOf(label), hint, required = false, children }: AskedProps) {
  const words = useContext(FaultWords);
  const names = typeof named === 'string' ? [named] : named;
  const fault = names.map((name) => faultAt(words, name)).find(Boolean);
  return (
    <Field
      label={label}
      required={required}
      {...(hint && { hint })}
      {...(fault && { validationMessage: fault.charAt(0).toUpperCase() + fault.slice(1) })}
    >
      {children}
    </Field>
  );
}

type TypedProps = Omit<AskedProps, 'children'> & {
  value: string;
  change: (value: string) => void;
  /** The most characters. */
  max?: number;
  /** More than one line. */
  rows?: number;
  type?: 'text' | 'date' | 'time';
  placeholder?: string;
};

/** Something typed: a line, several lines, a date or a time. */
export function Typed({ value, change, max, rows, type = 'text', placeholder, ...asked }: TypedProps) {
  const shared = { value, ...(max && { maxLength: max }), ...(placeholder && { placeholder }) };
  return (
    <Asked {...asked}>
      {rows ? (
        <Textarea {...shared} rows={rows} onChange={(_, data) => change(data.value)} />
      ) : (
        <Input {...shared} type={type} onChange={(_, data) => change(data.value)} />
      )}
    </Asked>
  );
}
