// Subscribes to datasetChanged at the address given, as graphql-sse does: prints each result on a line, when it connects
// again, and that the server completed. With a second argument it leaves after so many results.
import { createClient } from "graphql-sse";

const [url, most] = process.argv.slice(2);
const client = createClient({
  url,
  retryAttempts: 20,
  on: { connecting: (again) => again && console.log("connecting again") },
});
let seen = 0;
const leave = client.subscribe(
  { query: "subscription { datasetChanged { version state nodeCount } }" },
  {
    next: (result) => {
      console.log(JSON.stringify(result));
      if (++seen === Number(most)) leave();
    },
    error: (error) => {
      console.log(String(error));
      process.exitCode = 1;
    },
    complete: () => console.log("complete"),
  },
);
