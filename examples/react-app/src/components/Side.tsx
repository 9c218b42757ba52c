import { graphql } from "../generated";
import type { ClaimFragment, SaidFragment } from "../generated/graphql";
import { EvidenceList } from "./EvidenceList";

// The API counts what a fragment on an interface selects once for each type that it may meet: `Entity` has two dozen of
// them, `Account` has two. So each place asks on the narrowest type that it has.
export const SAID = graphql(`
  fragment Said on Account {
    ... on Entity {
      ...Named
      evidence {
        ...Passage
      }
    }
    ... on Finding {
      standing
    }
    ... on Statement {
      standing
      notDisputed
    }
  }
`);

export const CLAIM = graphql(`
  fragment Claim on Assertion {
    ... on Entity {
      ...Named
      evidence {
        ...Passage
      }
    }
    ...Said
  }
`);

/** What was said on one side of a dispute, each with its passages; that nothing was found is said, too. */
export function Side({ heading, said }: { heading: string; said: (SaidFragment | ClaimFragment)[] }) {
  return (
    <>
      <h3>{heading}</h3>
      {said.length === 0 && <p className="soft">None found.</p>}
      {said.map((each) => (
        <article key={each.id}>
          <p>{each.caption}</p>
          {"standing" in each && <p className="soft">{each.standing}</p>}
          {"notDisputed" in each && each.notDisputed && <p>Left standing: {each.notDisputed}</p>}
          <EvidenceList evidence={each.evidence} />
        </article>
      ))}
    </>
  );
}
