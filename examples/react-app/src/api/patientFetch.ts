import { makeVar } from "@apollo/client";

const ATTEMPTS = 4;

/** How many requests wait at the moment because the server asked them to. */
export const waiting = makeVar(0);

/**
 * As `fetch`, and asks again when a server that answers 503 says after how many seconds it may be asked. Apollo's own
 * links see the body of such an answer, but not its headers.
 */
export async function patientFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await fetch(input, init);
    const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
    if (response.status !== 503 || Number.isNaN(seconds) || attempt === ATTEMPTS) return response;
    waiting(waiting() + 1);
    try {
      await pause(seconds, init?.signal);
    } finally {
      waiting(waiting() - 1);
    }
  }
}

/** Resolves after some seconds, or rejects as soon as nobody waits for the answer any more. */
function pause(seconds: number, signal?: AbortSignal | null): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const timer = setTimeout(resolve, seconds * 1000);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
