import { graphql } from "../generated";
import type { CoverageFragment } from "../generated/graphql";
import { STATE } from "../words";

export const COVERAGE = graphql(`
  fragment Coverage on Coverage {
    framework {
      id
      name
    }
    cycle
    state
    explanation
  }
`);

/** What is held of each framework of inspection, and why no more. */
export function CoverageList({ coverage }: { coverage: CoverageFragment[] }) {
  return (
    <dl>
      {coverage.map(({ framework, cycle, state, explanation }) => (
        <div key={`${framework.id} ${cycle}`}>
          <dt>
            {framework.name}
            {cycle && `, ${cycle}`}: {STATE[state]}
          </dt>
          <dd>{explanation}</dd>
        </div>
      ))}
    </dl>
  );
}
