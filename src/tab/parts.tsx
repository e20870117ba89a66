// Parts that pages share: progress, faults, choices, and a heading that takes the focus.
import {
  Button,
  Field,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Select,
  Spinner,
} from '@fluentui/react-components';
import { type ReactNode, useEffect, useRef } from 'react';
import type { ShownChoice } from '../issues/shown.ts';
import type { Fault } from './api.ts';

/** Something takes time. */
export function Busy({ words }: { words: string }) {
  return (
    <div className="busy" role="status">
      <Spinner size="small" label={words} labelPosition="after" />
    </div>
  );
}

/** What failed and what to do. */
export function FaultBar({ fault, retry }: { fault: Fault; retry?: (() => void) | undefined }) {
  return (
    <div role="alert" className="fault">
      <MessageBar intent="error" layout="multiline" politeness="assertive">
        <MessageBarBody>
          <MessageBarTitle>{fault.message}</MessageBarTitle>
          {fault.cause && <p className="cause">For whoever looks after Digital Clerk: {fault.cause}</p>}
          {retry && (
            <p>
              <Button onClick={retry}>Try again</Button>
            </p>
          )}
        </MessageBarBody>
      </MessageBar>
    </div>
  );
}

type ChoiceProps = {
  label: string;
  value: string;
  choices: readonly ShownChoice[];
  /** The words of the empty choice; left out where one must choose. */
  any?: string;
  change: (value: string) => void;
};

/** One of a list. */
export function Choice({ label, value, choices, any, change }: ChoiceProps) {
  return (
    <Field label={label}>
      <Select value={value} onChange={(_, data) => change(data.value)}>
        {any !== undefined && <option value="">{any}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.title}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** The heading of what was just opened: it takes the focus, so that keyboard and screen reader follow. */
export function Opened({ children, id }: { children: ReactNode; id: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another thing was opened, also when the element stays
  useEffect(() => {
    heading.current?.focus();
    window.scrollTo(0, 0);
  }, [id]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
