import { useEffect, useRef, useState } from "react";
import { graphql } from "../generated";
import type { HistoryFragment } from "../generated/graphql";
import { HistoryEntry } from "./HistoryEntry";
import { ErrorNotice } from "./Notices";

export const HISTORY = graphql(`
  fragment History on HistoryItemHistoryConnection {
    totalCount
    pageInfo {
      hasPreviousPage
      startCursor
    }
    edges {
      cursor
      ...HistoryEntry
    }
  }
`);

interface Props {
  history: HistoryFragment;
  /** Ask for the page before a cursor. */
  earlier: (before: string) => Promise<void>;
  heading: string;
}

/** A history that grows as its end comes into view; the button does the same for whoever does not scroll. */
export function History({ history, earlier, heading }: Props) {
  const { edges, pageInfo, totalCount } = history;
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const ask = async () => {
    if (asking || !pageInfo.startCursor) return;
    setAsking(true);
    setError(null);
    await earlier(pageInfo.startCursor).catch(setError);
    setAsking(false);
  };
  const button = useWhenSeen(ask, pageInfo.hasPreviousPage && !error);
  return (
    <>
      <p role="status">
        {edges.length} of {totalCount} entries
      </p>
      <ol className="history" aria-labelledby={heading}>
        {edges.toReversed().map((edge) => (
          <HistoryEntry key={edge.cursor} entry={edge} />
        ))}
      </ol>
      {!!error && <ErrorNotice error={error} retry={ask} />}
      {pageInfo.hasPreviousPage && !error && (
        <button type="button" ref={button} onClick={ask} aria-busy={asking}>
          {asking ? "Loading…" : "Earlier entries"}
        </button>
      )}
    </>
  );
}

/** Calls back when the element comes into view, and after each rendering if it is still there. */
function useWhenSeen(seen: () => void, active: boolean) {
  const element = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!active || !element.current) return;
    // On a busy machine, several entries come at once: out of view, then in view.
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && seen(),
      { rootMargin: "400px" },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  });
  return element;
}
