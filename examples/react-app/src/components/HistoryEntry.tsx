import { graphql } from "../generated";
import type { HistoryEntryFragment } from "../generated/graphql";
import { inWords } from "../dates";
import { BASIS, DATE_IS, KIND } from "../words";
import { Link } from "./Link";

export const HISTORY_ENTRY = graphql(`
  fragment HistoryEntry on HistoryItemHistoryEdge {
    date
    dateIs
    kind
    basis
    node {
      __typename
      ... on Entity {
        id
        caption
      }
      ... on Finding {
        standing
        disputedBy {
          id
        }
      }
      ... on Statement {
        standing
        disputedBy {
          id
        }
      }
      ... on Judgement {
        disputedBy {
          id
        }
      }
    }
  }
`);

/** One entry. What concerns the area alone is told apart from what names the force, in words and not by colour alone. */
export function HistoryEntry({ entry: { date, dateIs, kind, basis, node } }: { entry: HistoryEntryFragment }) {
  const contested = "disputedBy" in node && node.disputedBy.length > 0;
  return (
    <li>
      <p className="soft">
        {date ? <time dateTime={date}>{inWords(date)}</time> : "No known date"}
        {dateIs && ` (${DATE_IS[dateIs]})`}. {KIND[kind]}. <span className={`basis ${basis}`}>{BASIS[basis]}</span>
      </p>
      <p>
        <Link to={{ id: node.id }}>{node.caption}</Link>
      </p>
      {"standing" in node && node.standing && <p className="soft">{node.standing}</p>}
      {contested && (
        <p>
          <Link to={{ dispute: node.id }}>Contested: both sides</Link>
        </p>
      )}
    </li>
  );
}
