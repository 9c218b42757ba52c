import { useQuery } from "@apollo/client/react";
import { graphql } from "../generated";
import { EvidenceList } from "./EvidenceList";
import { Missing, useMoved } from "./Missing";
import { ErrorNotice } from "./Notices";

const ENTITY = graphql(`
  query Entity($id: ID!, $asOf: Date) {
    nodes(ids: [$id], asOf: $asOf) {
      __typename
      ... on Entity {
        ...Named
        note
        evidence {
          ...Passage
        }
      }
    }
  }
`);

/** Whatever has no page of its own here: what it is called, and on what it rests. */
export function EntityPage({ id }: { id: string }) {
  const { data, error, loading, refetch } = useQuery(ENTITY, { variables: { id } });
  const entity = data?.nodes[0];
  useMoved(id, entity?.id);
  if (!entity)
    return error ? <ErrorNotice error={error} retry={refetch} /> : loading ? <p>Loading…</p> : <Missing id={id} />;
  return (
    <>
      <title>{entity.caption}</title>
      <h1>{entity.caption}</h1>
      <p className="soft">{entity.__typename}</p>
      {entity.note && <p>{entity.note}</p>}
      <h2>Who says so</h2>
      <EvidenceList evidence={entity.evidence} />
    </>
  );
}
