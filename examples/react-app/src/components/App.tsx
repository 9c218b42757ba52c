import type { ApolloClient } from "@apollo/client";
import { ApolloProvider } from "@apollo/client/react";
import { type Day, isDay } from "../dates";
import { type Place, usePlace } from "../place";
import { DayPicker } from "./DayPicker";
import { DisputePage } from "./DisputePage";
import { Disputes } from "./Disputes";
import { EntityPage } from "./EntityPage";
import { FindingPage } from "./FindingPage";
import { ForcePage } from "./ForcePage";
import { Forces } from "./Forces";
import { Link } from "./Link";
import { VersionNotice, WaitNotice } from "./Notices";

export function App({ clientOf }: { clientOf: (day: Day | null) => ApolloClient }) {
  const place = usePlace();
  const day = isDay(place.asOf) ? place.asOf : null;
  return (
    <>
      <header>
        <nav aria-label="Main">
          <Link to={{}} current={!place.id && !place.dispute && !place.list}>
            Police forces
          </Link>
          <Link to={{ list: "disputes" }} current={place.list === "disputes"}>
            Contested claims
          </Link>
        </nav>
        <DayPicker />
      </header>
      <main tabIndex={-1}>
        <VersionNotice />
        <WaitNotice />
        {place.was && (
          <p className="notice">
            The address named {place.was}. That id was superseded: this is {place.id}.
          </p>
        )}
        {/* The key begins everything anew on another day, so that nothing is left standing of the day before. */}
        <ApolloProvider client={clientOf(day)} key={day}>
          <Page place={place} key={place.id ?? place.dispute} />
        </ApolloProvider>
      </main>
    </>
  );
}

function Page({ place: { id, dispute, list } }: { place: Place }) {
  if (dispute) return <DisputePage id={dispute} />;
  if (id?.startsWith("force:")) return <ForcePage id={id} />;
  if (id?.startsWith("finding:")) return <FindingPage id={id} />;
  if (id) return <EntityPage id={id} />;
  return list === "disputes" ? <Disputes /> : <Forces />;
}
