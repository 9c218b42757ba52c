// Apollo Client over the API: every object is kept once, under its id, and pages add to one list.
//     node apollo.mjs http://127.0.0.1:8000/graphql
import { ApolloClient, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { relayStylePagination } from "@apollo/client/utilities";

const url = process.argv[2];

// Which types an interface or a union stands for: without it, fragments on one come back empty, and no error says so.
const possibleTypes = await (await fetch(new URL("possible-types.json", url))).json();

const client = new ApolloClient({
  link: new HttpLink({ uri: url }),
  cache: new InMemoryCache({
    possibleTypes,
    typePolicies: {
      // A list for each filter and order; pages of one list are put together.
      Query: { fields: { findings: relayStylePagination(["where", "between", "orderBy", "asOf"]) } },
    },
  }),
});

const FINDINGS = gql`
  query Findings($first: Int, $after: String) {
    findings(first: $first, after: $after, orderBy: [{ summary: ASC }]) {
      edges { cursor node { id summary themes { id name } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`;
const variables = { first: 3 };
for (let turn = 0, after = null; turn < 3; turn += 1) {
  // The list that is kept would do for any page; this one is asked for.
  const page = { query: FINDINGS, variables: { ...variables, after }, fetchPolicy: "network-only" };
  const { data } = await client.query(page);
  after = data.findings.pageInfo.endCursor;
}
const list = client.readQuery({ query: FINDINGS, variables }).findings.edges.map(({ node }) => node.id);

// Another question about one of them adds to that one object; a fragment on an interface finds both.
const ONE = gql`query One($id: ID!) { node(id: $id) { id ... on Entity { caption } } }`;
await client.query({ query: ONE, variables: { id: list[0] } });
const kept = Object.keys(client.cache.extract()).filter((key) => key.startsWith("Finding:")).length;
const one = client.cache.readFragment({
  id: client.cache.identify({ __typename: "Finding", id: list[0] }),
  fragment: gql`fragment Known on Entity { id caption ... on Finding { summary } }`,
});
console.log(JSON.stringify({ list, kept, one }));
client.stop();
