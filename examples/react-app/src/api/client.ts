import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, type PossibleTypesMap } from "@apollo/client";
import { relayStylePagination } from "@apollo/client/utilities";
import type { Day } from "../dates";
import { onDay } from "./day";
import { patientFetch } from "./patientFetch";
import { oneVersion } from "./version";

declare module "@apollo/client" {
  namespace ApolloClient {
    namespace DeclareDefaultOptions {
      interface WatchQuery {
        errorPolicy: "all";
      }
    }
  }
}

/** Where the API is: at the page's own origin, or where it was told to be when it was built. */
const API: string = import.meta.env["VITE_API"] ?? "";
export const GRAPHQL = `${API}/graphql`;
const MOST_DAYS = 5;

/** Which types an interface or a union stands for. Without it, fragments on one come back empty, and no error says so. */
export async function possibleTypesOf(): Promise<PossibleTypesMap> {
  const response = await patientFetch(`${API}/possible-types.json`);
  if (!response.ok) throw new Error(`${response.url} answers ${response.status}.`);
  return (await response.json()) as PossibleTypesMap;
}

/**
 * Gives a client for each day. The cache keeps an object under its type and id alone, and an object of another day has
 * other lists: so each day has a cache of its own, and coming back to a day finds it as it was left.
 */
export function clientsByDay(possibleTypes: PossibleTypesMap): (day: Day | null) => ApolloClient {
  const clients = new Map<Day | null, ApolloClient>();
  return (day) => {
    const client = clients.get(day) ?? create(day, possibleTypes);
    clients.delete(day);
    clients.set(day, client);
    const [oldest] = clients.keys();
    if (clients.size > MOST_DAYS && oldest !== undefined) clients.delete(oldest);
    return client;
  };
}

function create(day: Day | null, possibleTypes: PossibleTypesMap): ApolloClient {
  return new ApolloClient({
    link: ApolloLink.from([onDay(day), oneVersion, new HttpLink({ uri: GRAPHQL, fetch: patientFetch })]),
    cache: new InMemoryCache({
      possibleTypes,
      typePolicies: {
        // A list for each filter; the pages of one list are put together.
        PoliceForce: { fields: { history: relayStylePagination(["basis"]) } },
        // What has no id belongs to the object that it stands in.
        Dataset: { merge: true },
      },
    }),
    // What could be answered is shown, beside what could not.
    defaultOptions: { watchQuery: { errorPolicy: "all" } },
  });
}
