import { CombinedGraphQLErrors } from "@apollo/client";
import { useReactiveVar } from "@apollo/client/react";
import { waiting } from "../api/patientFetch";
import { VersionReplaced, replaced } from "../api/version";

// What may go otherwise the next time. Any other refusal would be the same again.
const PASSING = new Set<unknown>(["TIMEOUT", "STORE_UNAVAILABLE", "BUSY", "INTERNAL_SERVER_ERROR"]);

/** What went wrong, in the API's own sentences where it said any. */
export function ErrorNotice({ error, retry, partial }: { error: unknown; retry: () => void; partial?: boolean }) {
  const refusals = CombinedGraphQLErrors.is(error) ? error.errors : [];
  const passing = refusals.length === 0 || refusals.some(({ extensions }) => PASSING.has(extensions?.["code"]));
  return (
    <div role="alert" className="notice wrong">
      {partial && <p>A part of this page is missing:</p>}
      {refusals.map(({ message, path }) => (
        <p key={message}>
          {message} {path && <span className="soft">({path.join(".")})</span>}
        </p>
      ))}
      {refusals.length === 0 && <p>{withoutAnswer(error)}</p>}
      {passing && !(error instanceof VersionReplaced) && (
        <button type="button" onClick={() => retry()}>
          Ask again
        </button>
      )}
    </div>
  );
}

function withoutAnswer(error: unknown): string {
  if (error instanceof VersionReplaced) return error.message;
  return "The server cannot be reached, or its answer cannot be read. Is there a connection?";
}

/** Says so while the server has asked for time. */
export function WaitNotice() {
  const waits = useReactiveVar(waiting) > 0;
  return (
    <p role="status" className={waits ? "notice" : ""}>
      {waits && "The server is busy, or loads its graph. It is asked again as soon as it may be."}
    </p>
  );
}

/** Says so when the graph was replaced: what is on the page is still of one version, and stays until it is reloaded. */
export function VersionNotice() {
  const isReplaced = useReactiveVar(replaced);
  return (
    <div role="status" className={isReplaced ? "notice" : ""}>
      {isReplaced && (
        <p>
          A new version of the graph is there.{" "}
          <button type="button" onClick={() => location.reload()}>
            Reload
          </button>
        </p>
      )}
    </div>
  );
}
