// Prints the history of a police force, page by page:
//     node dist/main.js http://127.0.0.1:8000/graphql force:cleveland
import { ask } from "./client.js";
import { graphql } from "./generated/gql.js";
import type { HistoryQuery } from "./generated/graphql.js";

const PAGE = 5;

const HISTORY = graphql(`
  query History($id: ID!, $first: Int, $after: String) {
    force(id: $id) {
      name
      history(first: $first, after: $after) {
        edges {
          date
          basis
          evidence {
            speaker
          }
          node {
            __typename
            ... on Finding {
              summary
            }
            ... on Statement {
              summary
            }
            ... on Recommendation {
              summary
            }
            ... on Review {
              outcome: status
              summary
            }
            ... on Judgement {
              area
              grade
              scale
              published
              cycle
            }
            ... on Inspection {
              name
            }
            ... on Correspondence {
              name
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);

type Entry = NonNullable<HistoryQuery["force"]>["history"]["edges"][number];

/** Every entry in the history of a force. */
async function* history(url: string, id: string): AsyncGenerator<Entry> {
  let after: string | null | undefined;
  do {
    const { force } = await ask(url, HISTORY, { id, first: PAGE, after });
    if (!force) throw new Error(`There is no police force with the id '${id}'.`);
    yield* force.history.edges;
    const { hasNextPage, endCursor } = force.history.pageInfo;
    after = hasNextPage ? endCursor : null;
  } while (after);
}

function words(node: Entry["node"]): string {
  switch (node.__typename) {
    case "Judgement":
      return `${node.area}: ${node.grade} (${node.published ?? node.cycle}, scale ${node.scale})`;
    case "Finding":
    case "Statement":
    case "Recommendation":
      return node.summary;
    case "Review":
      return `${node.outcome}: ${node.summary}`;
    default:
      return node.name;
  }
}

/** An entry in one line: when, what, whether only through an area, and who says so. */
function line({ date, basis, evidence, node }: Entry): string {
  const through = basis === "NAMED" ? "" : ", in an area that it polices";
  const speakers = [...new Set(evidence.map(({ speaker }) => speaker))].join(", ");
  return `${date ?? "no date"}: ${node.__typename}${through}: ${words(node)} [${speakers}]`;
}

const [url, id] = process.argv.slice(2);
if (!url || !id) throw new Error("Give the address of the API and the id of a police force.");
for await (const entry of history(url, id)) console.log(line(entry));
