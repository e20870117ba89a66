// One statement as it is read: what people said, and what came of it.
import type { ShownStatement } from '../../statements/shown.ts';

type StatementProps = {
  row: ShownStatement;
  /** What was said leads to the statement. */
  link?: boolean;
};

export function Statement({ row, link = false }: StatementProps) {
  return (
    <>
      <p className="where">You said</p>
      <p>
        {link ? (
          <a href={`#/said/${row.id}`}>
            <bdi>{row.said}</bdi>
          </a>
        ) : (
          <bdi>{row.said}</bdi>
        )}
      </p>
      {row.quotes.map((quote) => (
        <blockquote key={quote}>
          <bdi>{quote}</bdi>
        </blockquote>
      ))}
      <p className="outcome">{row.outcome}</p>
      {row.words && (
        <p>
          <bdi>{row.words}</bdi>
        </p>
      )}
      <p className="where">
        {row.doer && (
          <>
            By <bdi>{row.doer}</bdi> <span className="dot">·</span>{' '}
          </>
        )}
        {row.systems.length > 0 && (
          <>
            <bdi>{row.systems.join(', ')}</bdi> <span className="dot">·</span>{' '}
          </>
        )}
        Published {row.on}
      </p>
    </>
  );
}
