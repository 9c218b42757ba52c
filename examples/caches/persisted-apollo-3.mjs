// The same with Apollo Client 3, which many pages still use.
//     node persisted-apollo-3.mjs http://127.0.0.1:8000/graphql
import { createHash } from "node:crypto";
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from "apollo-client-3/core/index.js";
import { createPersistedQueryLink } from "apollo-client-3/link/persisted-queries/index.js";

const methods = [];
const counted = (url, options) => {
  methods.push(options.method);
  return fetch(url, options);
};
const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const client = new ApolloClient({
  link: ApolloLink.from([
    createPersistedQueryLink({ sha256, useGETForHashedQueries: true }),
    new HttpLink({ uri: process.argv[2], fetch: counted }),
  ]),
  cache: new InMemoryCache(),
});
const { data } = await client.query({ query: gql`query PersistedBy3 { dataset { version nodeCount } }` });
console.log(JSON.stringify({ version: data.dataset.version, methods }));
client.stop();
