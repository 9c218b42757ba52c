import { ApolloLink, makeVar } from "@apollo/client";
import { print } from "graphql";
import { createClient } from "graphql-sse";
import { map } from "rxjs";
import { graphql } from "../generated";
import type { DatasetChangedSubscription } from "../generated/graphql";

/** Whether the server answers from another version of the graph than this page was begun with. */
export const replaced = makeVar(false);

export class VersionReplaced extends Error {
  override message = "The graph was replaced by a new version while you were reading. Reload the page to go on.";
}

let version: unknown;

/** Note which version the server has now. */
function note(current: unknown): void {
  version ??= current;
  if (current && current !== version) replaced(true);
}

/** Keeps answers of two versions out of one cache: the version stands in every answer. */
export const oneVersion = new ApolloLink((operation, forward) =>
  forward(operation).pipe(
    map((result) => {
      note(result.extensions?.["dataset"]?.version);
      if (replaced()) throw new VersionReplaced();
      return result;
    }),
  ),
);

const DATASET_CHANGED = graphql(`
  subscription DatasetChanged {
    datasetChanged {
      version
    }
  }
`);

/** Hears of a new version as soon as it is served: one subscription for the whole page, over server-sent events. */
export function hearOfVersions(url: string): void {
  createClient({ url, retryAttempts: Infinity }).subscribe<DatasetChangedSubscription>(
    { query: print(DATASET_CHANGED) },
    {
      next: ({ data }) => note(data?.datasetChanged.version),
      // The answers to questions tell of it, too.
      error: () => {},
      complete: () => {},
    },
  );
}
