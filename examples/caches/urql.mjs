// urql with its normalised cache over the API: every object is kept once, under its id, and pages add to one list.
//     node urql.mjs http://127.0.0.1:8000/graphql
import { Client, fetchExchange, gql } from "@urql/core";
import { cacheExchange } from "@urql/exchange-graphcache";
import { relayPagination } from "@urql/exchange-graphcache/extras";
import { getIntrospectionQuery } from "graphql";
import { ask } from "./server.mjs";

const url = process.argv[2];
const schema = await ask(url, getIntrospectionQuery({ descriptions: false }));

const client = new Client({
  url,
  preferGetMethod: false,
  exchanges: [
    cacheExchange({
      schema,
      resolvers: { Query: { findings: relayPagination() } },
      // What has no id belongs to the object that it stands in.
      keys: Object.fromEntries(
        ["Comparison", "Facet", "FacetBucket", "OtherName", "Period"].map((type) => [type, () => null]),
      ),
    }),
    fetchExchange,
  ],
});

const FINDINGS = gql`
  query Findings($first: Int, $after: String) {
    findings(first: $first, after: $after, orderBy: [{ summary: ASC }]) {
      edges { cursor node { id summary themes { id name } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`;
const read = async (query, variables, context) => {
  const { data, error } = await client.query(query, variables, context).toPromise();
  if (error) throw error;
  return data;
};
let after = null;
for (let turn = 0; turn < 3; turn += 1) {
  const { findings } = await read(FINDINGS, { first: 3, after });
  after = findings.pageInfo.endCursor;
}
const whole = await read(FINDINGS, { first: 3, after: null }, { requestPolicy: "cache-only" });
const list = whole.findings.edges.map(({ node }) => node.id);

// Another question about one of them adds to that one object: what both asked for is then there without the server.
const ONE = gql`query One($id: ID!) { finding(id: $id) { id polarity } }`;
const BOTH = gql`query Both($id: ID!) { finding(id: $id) { id polarity summary themes { id name } } }`;
await read(ONE, { id: list[0] });
const { finding: one } = await read(BOTH, { id: list[0] }, { requestPolicy: "cache-only" });
console.log(JSON.stringify({ list, one }));
