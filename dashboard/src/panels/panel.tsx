/**
 * The frame of every panel: a named region with a heading.
 */
import { type ReactNode, useId } from 'react';

type Props = {
  readonly title: string;
  /** How many rows, beside the title. */
  readonly count?: number;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
};

export function Panel({ title, count, aside, children }: Props) {
  const id = useId();
  return (
    <section className="panel" aria-labelledby={id}>
      <header>
        <h2 id={id}>
          {title}
          {count !== undefined && <span className="dim num">{count}</span>}
        </h2>
        {aside}
      </header>
      {children}
    </section>
  );
}

/** A scrolling body that the keyboard reaches, too. */
export function Scroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="scroll" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
