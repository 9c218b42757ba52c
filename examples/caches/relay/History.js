import { graphql } from "react-relay";

// Pages of a force's history, added to one list as they come; refetched through `node(id:)`.
export const history = graphql`
  fragment History_force on PoliceForce
  @refetchable(queryName: "HistoryPage")
  @argumentDefinitions(count: { type: "Int", defaultValue: 5 }, cursor: { type: "String" }) {
    name
    history(first: $count, after: $cursor) @connection(key: "History_force_history") {
      edges {
        date
        basis
        node {
          __typename
          ... on Entity {
            id
            caption
          }
        }
      }
    }
  }
`;

export const page = graphql`
  query HistoryQuery($id: ID!) {
    force(id: $id) {
      ...History_force
    }
  }
`;
