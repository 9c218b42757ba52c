import { graphql } from "../generated";
import type { NamedFragment } from "../generated/graphql";
import { Link } from "./Link";

export const NAMED = graphql(`
  fragment Named on Entity {
    id
    caption
  }
`);

/** Links to some nodes, or what is said where there are none. */
export function Names({ of, none }: { of: NamedFragment[]; none: string }) {
  if (of.length === 0) return <span className="soft">{none}</span>;
  return of.map(({ id, caption }, index) => (
    <span key={id}>
      {index > 0 && ", "}
      <Link to={{ id }}>{caption}</Link>
    </span>
  ));
}
