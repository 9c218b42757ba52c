// Prints how one schema differs from another, by GraphQL Inspector: [{level, type, path, message}]. graphql 16.9 and later
// know `@oneOf`; with an older one, an input that becomes one, which breaks its clients, would pass for no change.
import { readFileSync } from "node:fs";
import { diff } from "@graphql-inspector/core";
import { buildSchema, specifiedDirectives } from "graphql";

if (!specifiedDirectives.some(({ name }) => name === "oneOf")) throw new Error("This release of graphql does not know @oneOf.");
const [before, after] = process.argv.slice(2).map((path) => buildSchema(readFileSync(path, "utf8")));
const changes = await diff(before, after);
console.log(
  JSON.stringify(changes.map(({ criticality, type, path, message }) => ({ level: criticality.level, type, path, message }))),
);
