// @neo4j/graphql on Apollo Server over the bench's Neo4j: `node server.mjs BOLT_URI PORT`, with NEO4J_USER
// and NEO4J_PASSWORD.

import { readFileSync } from "node:fs";
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { Neo4jGraphQL } from "@neo4j/graphql";
import neo4j from "neo4j-driver";

const [uri, port] = process.argv.slice(2);
const { NEO4J_USER, NEO4J_PASSWORD } = process.env;
const driver = neo4j.driver(uri, neo4j.auth.basic(NEO4J_USER, NEO4J_PASSWORD));
const typeDefs = readFileSync(new URL("schema.graphql", import.meta.url), "utf8");
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema();
const server = new ApolloServer({ schema, introspection: false, csrfPrevention: false });
const { url } = await startStandaloneServer(server, {
  listen: { host: "127.0.0.1", port: Number(port) },
  context: async () => ({ sessionConfig: { database: "neo4j" } }),
});
console.log(`ready ${url}`);
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, async () => {
    await server.stop();
    await driver.close();
    process.exit(0);
  });
}
