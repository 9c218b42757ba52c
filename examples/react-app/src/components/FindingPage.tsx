import { useQuery } from "@apollo/client/react";
import { inWords } from "../dates";
import { graphql } from "../generated";
import { POLARITY } from "../words";
import { EvidenceList } from "./EvidenceList";
import { Link } from "./Link";
import { Missing, useMoved } from "./Missing";
import { Names } from "./Names";
import { ErrorNotice } from "./Notices";

const FINDING = graphql(`
  query Finding($id: ID!, $asOf: Date) {
    finding(id: $id, asOf: $asOf) {
      id
      summary
      standing
      polarity
      date
      note
      attributedTo {
        ...Named
      }
      observedIn {
        ...Named
      }
      evidence {
        ...Passage
      }
      disputedBy {
        id
      }
    }
  }
`);

/** A finding with its evidence. Whom the source names stands apart from where it was observed. */
export function FindingPage({ id }: { id: string }) {
  const { data, error, loading, refetch } = useQuery(FINDING, { variables: { id } });
  const finding = data?.finding;
  useMoved(id, finding?.id);
  if (!finding)
    return error ? <ErrorNotice error={error} retry={refetch} /> : loading ? <p>Loading…</p> : <Missing id={id} />;
  return (
    <>
      <title>{finding.summary}</title>
      {error && <ErrorNotice error={error} retry={refetch} partial />}
      <h1>{finding.summary}</h1>
      <p>{finding.standing}</p>
      <dl>
        <dt>What it says</dt>
        <dd>{POLARITY[finding.polarity]}</dd>
        <dt>When</dt>
        <dd>{finding.date ? inWords(finding.date) : "Not known"}</dd>
        <dt>Forces that the source names for it</dt>
        <dd>
          <Names of={finding.attributedTo} none="None: it must not be read as said of a force" />
        </dd>
        <dt>Observed in</dt>
        <dd>
          <Names of={finding.observedIn} none="Not stated" />
        </dd>
      </dl>
      {finding.note && <p>{finding.note}</p>}
      {finding.disputedBy.length > 0 && (
        <p>
          <Link to={{ dispute: finding.id }}>Contested: both sides</Link>
        </p>
      )}
      <h2>Who says so</h2>
      <EvidenceList evidence={finding.evidence} />
    </>
  );
}
