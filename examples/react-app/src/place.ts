import { useMemo, useSyncExternalStore } from "react";

/** Where the reader is, as the address says: it can be kept, shared and gone back to. */
export type Place = Partial<Record<"id" | "was" | "dispute" | "list" | "text" | "named" | "asOf", string>>;

export function href(place: Place): string {
  const given = Object.entries(place).filter(([, value]) => value);
  return `?${new URLSearchParams(given)}`.replaceAll("%3A", ":");
}

export function go(place: Place, { replace = false } = {}): void {
  history[replace ? "replaceState" : "pushState"](null, "", href(place));
  if (!replace) scrollTo(0, 0);
  dispatchEvent(new PopStateEvent("popstate"));
}

export function usePlace(): Place {
  const search = useSyncExternalStore(subscribe, () => location.search);
  return useMemo(() => Object.fromEntries(new URLSearchParams(search)), [search]);
}

function subscribe(changed: () => void): () => void {
  addEventListener("popstate", changed);
  return () => removeEventListener("popstate", changed);
}
