import { useQuery } from "@apollo/client/react";
import { useId } from "react";
import { graphql } from "../generated";
import { go, usePlace } from "../place";
import { CoverageList } from "./CoverageList";
import { History } from "./History";
import { Missing, useMoved } from "./Missing";
import { ErrorNotice } from "./Notices";

// A history is in order of time: `last` begins with its newest end, and `before` goes back from there.
const FORCE = graphql(`
  query Force($id: ID!, $basis: Basis, $last: Int!, $before: String, $asOf: Date) {
    force(id: $id, asOf: $asOf) {
      id
      name
      country
      note
      coverage {
        ...Coverage
      }
      history(basis: $basis, last: $last, before: $before) {
        ...History
      }
    }
  }
`);

/** A police force: its history, and what is not held of it. */
export function ForcePage({ id }: { id: string }) {
  const place = usePlace();
  const basis = place.named ? "NAMED" : null;
  const { data, error, loading, refetch, fetchMore } = useQuery(FORCE, { variables: { id, basis, last: 20 } });
  const heading = useId();
  useMoved(id, data?.force?.id);
  const force = data?.force;
  const none = force?.history.totalCount === 0;
  const earlier = async (before: string) => void (await fetchMore({ variables: { before } }));
  return (
    <>
      {error && <ErrorNotice error={error} retry={refetch} partial={!!force} />}
      {loading && !force && <p role="status">Loading…</p>}
      {!loading && !error && !force && <Missing id={id} />}
      {force && (
        <>
          <title>{force.name}</title>
          <h1>{force.name}</h1>
          {force.note && <p>{force.note}</p>}
          <h2 id={heading}>History, newest first</h2>
          <label>
            <input
              type="checkbox"
              checked={!!place.named}
              onChange={(event) => go({ ...place, named: event.target.checked ? "yes" : "" }, { replace: true })}
            />{" "}
            Only what names the force itself
          </label>
          <History history={force.history} earlier={earlier} heading={heading} />
          {none && <p>Nothing of that is held. An absence here is no sign that nothing was found, or said.</p>}
          <details open={none} key={String(none)}>
            <summary>What is held of this force in all, and what is not</summary>
            <CoverageList coverage={force.coverage} />
          </details>
        </>
      )}
    </>
  );
}
