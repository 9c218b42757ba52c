import { ApolloLink } from "@apollo/client";
import { Kind, type DocumentNode } from "graphql";
import type { Day } from "../dates";

/**
 * Puts the day into every operation, so that no component can forget it. Throws where a document does not take it: its
 * answer would be that of any day, in the cache of this one.
 */
export function onDay(asOf: Day | null): ApolloLink {
  return new ApolloLink((operation, forward) => {
    if (!takesDay(operation.query))
      throw new Error(`${operation.operationName ?? "A document"} does not declare $asOf: Date, and pass it on.`);
    operation.variables = { ...operation.variables, asOf };
    return forward(operation);
  });
}

function takesDay(document: DocumentNode): boolean {
  return document.definitions.every(
    (each) =>
      each.kind !== Kind.OPERATION_DEFINITION ||
      each.variableDefinitions?.some(({ variable }) => variable.name.value === "asOf"),
  );
}
