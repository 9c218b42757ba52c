import { useQuery } from "@apollo/client/react";
import { graphql } from "../generated";
import { Link } from "./Link";
import { ErrorNotice } from "./Notices";

const DISPUTES = graphql(`
  query Disputes($asOf: Date) {
    disputes(first: 100, asOf: $asOf) {
      claim {
        ... on Entity {
          ...Named
        }
      }
      disputedBy {
        id
      }
    }
  }
`);

/** Claims that somebody contests. */
export function Disputes() {
  const { data, error, loading, refetch } = useQuery(DISPUTES);
  return (
    <>
      <title>Contested claims</title>
      <h1>Contested claims</h1>
      {error && <ErrorNotice error={error} retry={refetch} />}
      {loading && <p role="status">Loading…</p>}
      {data?.disputes.length === 0 && <p>None was known by that day. That says nothing of whether a claim was right.</p>}
      <ul className="names">
        {data?.disputes.map(({ claim, disputedBy }) => (
          <li key={claim.id}>
            <Link to={{ dispute: claim.id }}>{claim.caption}</Link>{" "}
            <span className="soft">{disputedBy.length === 1 ? "1 statement" : `${disputedBy.length} statements`} against it</span>
          </li>
        ))}
      </ul>
    </>
  );
}
