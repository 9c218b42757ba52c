import { useQuery } from "@apollo/client/react";
import { useEffect, useState } from "react";
import { graphql } from "../generated";
import { go, usePlace } from "../place";
import { Link } from "./Link";
import { ErrorNotice } from "./Notices";
import { useDebounced } from "./useDebounced";

const FORCES = graphql(`
  query Forces($text: String!, $asOf: Date) {
    forces(first: 100, where: { name: { contains: $text, ignoreCase: true } }, asOf: $asOf) {
      totalCount
      edges {
        node {
          id
          name
          country
        }
      }
    }
    dataset {
      version
      nodeCount
    }
  }
`);

/** Police forces by name, searched while the reader types. */
export function Forces() {
  const place = usePlace();
  const [typed, type] = useState(place.text ?? "");
  const text = useDebounced(typed);
  useEffect(() => go({ ...place, text }, { replace: true }), [text]);
  // A question that is no longer asked is taken back: Apollo aborts its request. Its last answer stays meanwhile.
  const { data, previousData, error, loading, refetch } = useQuery(FORCES, { variables: { text } });
  const shown = data ?? previousData;
  return (
    <>
      <title>Police forces</title>
      <h1>Police forces</h1>
      <label>
        Part of a name <input type="search" value={typed} onChange={(event) => type(event.target.value)} />
      </label>
      {error && <ErrorNotice error={error} retry={refetch} partial={!!data?.forces} />}
      {shown?.forces && !(error && !data?.forces) && (
        <>
          <p role="status">{loading ? "Searching…" : `${shown.forces.totalCount} found`}</p>
          <ul className="names" aria-busy={loading}>
            {shown.forces.edges.map(({ node }) => (
              <li key={node.id}>
                <Link to={{ id: node.id }}>{node.name}</Link> <span className="soft">{node.country}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {shown?.dataset && (
        <p className="soft">
          {shown.dataset.nodeCount.toLocaleString("en-GB")} nodes, version {shown.dataset.version}
        </p>
      )}
    </>
  );
}
