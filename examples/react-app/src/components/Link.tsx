import type { MouseEvent, ReactNode } from "react";
import { type Place, go, href, usePlace } from "../place";

/** Leads to another place of the app, on the same day. */
export function Link({ to, current, children }: { to: Place; current?: boolean; children: ReactNode }) {
  const { asOf = "" } = usePlace();
  const place = { ...to, asOf };
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(place);
    // Whoever reads by ear goes on at the new page, not at a link that is gone.
    document.querySelector("main")?.focus();
  };
  return (
    <a href={href(place)} onClick={follow} aria-current={current ? "page" : undefined}>
      {children}
    </a>
  );
}
