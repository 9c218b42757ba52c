import { useQuery } from "@apollo/client/react";
import { graphql } from "../generated";
import { Missing } from "./Missing";
import { Names } from "./Names";
import { ErrorNotice } from "./Notices";
import { Side } from "./Side";

const DISPUTE = graphql(`
  query Dispute($id: ID!, $asOf: Date) {
    dispute(id: $id, asOf: $asOf) {
      claim {
        ...Claim
      }
      supportedBy {
        ...Said
      }
      replies {
        ...Said
      }
      disputedBy {
        ...Said
      }
      qualifiedBy {
        ...Said
      }
      against {
        ...Said
      }
      otherAccounts {
        ...Said
      }
      outcomes {
        ...Named
      }
      notDisputed {
        ...Named
      }
    }
  }
`);

/** A contested claim with both sides beside each other, weighed by nobody. */
export function DisputePage({ id }: { id: string }) {
  const { data, error, loading, refetch } = useQuery(DISPUTE, { variables: { id } });
  const dispute = data?.dispute;
  if (!dispute)
    return error ? <ErrorNotice error={error} retry={refetch} /> : loading ? <p>Loading…</p> : <Missing id={id} />;
  const { claim, supportedBy, replies, disputedBy, qualifiedBy, against } = dispute;
  return (
    <>
      <title>{`Contested: ${claim.caption}`}</title>
      {error && <ErrorNotice error={error} retry={refetch} partial />}
      <h1>Contested: {claim.caption}</h1>
      {disputedBy.length + qualifiedBy.length === 0 && <p>Nobody is known to have contested it by that day.</p>}
      <div className="sides">
        <section aria-labelledby="claim">
          <h2 id="claim">The claim</h2>
          <Side heading="What was claimed" said={[claim]} />
          <Side heading="What supports it" said={supportedBy} />
          <Side heading="What was replied" said={replies} />
        </section>
        <section aria-labelledby="against">
          <h2 id="against">Against it</h2>
          <Side heading="What disputes it" said={disputedBy} />
          <Side heading="What qualifies it" said={qualifiedBy} />
          <Side heading="What supports those who dispute it" said={against} />
        </section>
      </div>
      <h2>Beside both</h2>
      <Side heading="What tells the same event otherwise" said={dispute.otherAccounts} />
      <h3>What came of it</h3>
      <Names of={dispute.outcomes} none="None found." />
      <h3>What nobody disputes</h3>
      <Names of={dispute.notDisputed} none="None found." />
    </>
  );
}
