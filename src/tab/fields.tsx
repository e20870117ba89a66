// Labelled fields. Each shows what the server says of it, beside itself (see faults.tsx).
import { Checkbox, Field, Input, Textarea } from '@fluentui/react-components';
import { createContext, type ReactElement, useContext } from 'react';
import type { ShownChoice } from '../issues/shown.ts';
import { faultAt, nameOf } from './fault-at.ts';

/** The words of the refusal that the form around these fields has now; empty when there is none. */
export const FaultWords = createContext('');

/** What is said of a field, as a sentence; empty where nothing is. */
function useFault(named: string | readonly string[]): string {
  const words = useContext(FaultWords);
  const names = typeof named === 'string' ? [named] : named;
  const fault = names.map((name) => faultAt(words, name)).find(Boolean) ?? '';
  return fault.charAt(0).toUpperCase() + fault.slice(1);
}

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
  const fault = useFault(named);
  return (
    <Field label={label} required={required} {...(hint && { hint })} {...(fault && { validationMessage: fault })}>
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

type TicksProps = Pick<AskedProps, 'label' | 'named'> & {
  choices: readonly ShownChoice[];
  chosen: readonly string[];
  change: (chosen: string[]) => void;
};

/** Any of a list. */
export function Ticks({ label, named = nameOf(label), choices, chosen, change }: TicksProps) {
  const fault = useFault(named);
  const toggle = (one: string) =>
    change(chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one]);
  return (
    <fieldset className="ticks" data-fault={fault ? 'true' : undefined}>
      <legend>{label}</legend>
      {choices.map(({ value, title }) => (
        <Checkbox key={value} label={title} checked={chosen.includes(value)} onChange={() => toggle(value)} />
      ))}
      {fault && (
        <p className="said-wrong" role="alert">
          {fault}
        </p>
      )}
    </fieldset>
  );
}
