// What went wrong with a form, said at the field it is about; the first such field takes the focus.
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import type { Fault } from './api.ts';
import { FaultWords } from './fields.tsx';
import { FaultBar } from './parts.tsx';

type FaultsProps = { fault: Fault | undefined; retry?: () => void; children: ReactNode };

/** Around the fields of a form. What is about none of them stands below. */
export function Faults({ fault, retry, children }: FaultsProps) {
  const form = useRef<HTMLDivElement>(null);
  const [placed, setPlaced] = useState(false);
  useLayoutEffect(() => {
    const field = fault && form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-fault]');
    setPlaced(Boolean(field));
    if (field) focusOn(field);
  }, [fault]);
  return (
    <div ref={form}>
      <FaultWords value={fault?.message ?? ''}>{children}</FaultWords>
      {fault && !placed && <FaultBar fault={fault} retry={retry} />}
    </div>
  );
}

function focusOn(field: HTMLElement): void {
  for (let at = field.closest('details'); at; at = at.parentElement?.closest('details') ?? null) at.open = true;
  const control = field.matches('input, select, textarea') ? field : field.querySelector<HTMLElement>('input');
  control?.focus();
}
