// Apollo Client with persisted queries by GET, which a cache on the way may keep: prints the answer, and how
// each request was sent.
//     node persisted.mjs http://127.0.0.1:8000/graphql
import { createHash } from "node:crypto";
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from "@apollo/client";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";

const methods = [];
const counted = (url, options) => {
  methods.push(options.method);
  return fetch(url, options);
};
const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const client = new ApolloClient({
  link: ApolloLink.from([
    new PersistedQueryLink({ sha256, useGETForHashedQueries: true }),
    new HttpLink({ uri: process.argv[2], fetch: counted }),
  ]),
  cache: new InMemoryCache(),
});
const { data } = await client.query({ query: gql`query Persisted { dataset { version nodeCount } }` });
console.log(JSON.stringify({ version: data.dataset.version, methods }));
client.stop();
