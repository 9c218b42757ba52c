import { graphql } from "../generated";
import type { PassageFragment } from "../generated/graphql";

export const PASSAGE = graphql(`
  fragment Passage on Evidence {
    id
    speaker
    quote
    locator
    source {
      id
      name
      publisher
      url
    }
    via {
      id
      name
    }
  }
`);

/** The passages that something rests on: who says so, a few of the words, in which document, and how it got there. */
export function EvidenceList({ evidence }: { evidence: PassageFragment[] }) {
  if (evidence.length === 0) return <p>No passage is held: this is itself a document.</p>;
  return (
    <ul className="evidence">
      {evidence.map(({ id, speaker, quote, locator, source, via }) => (
        <li key={id}>
          <p>
            <b>{speaker}</b>
            {quote && (
              <>
                : <q>{quote}</q>
              </>
            )}
          </p>
          <p className="soft">
            {source && <cite>{source.url ? <a href={source.url}>{source.name}</a> : source.name}</cite>}
            {source && ` (${source.publisher})`}, {locator}
            {via.map(({ id, name }) => (
              <span key={id}>, through {name}</span>
            ))}
          </p>
        </li>
      ))}
    </ul>
  );
}
