import type { FormEvent } from "react";
import { inWords, isDay } from "../dates";
import { go, usePlace } from "../place";

/** Lets the reader choose the day as of which everything is shown; without one, whatever the day. */
export function DayPicker() {
  const place = usePlace();
  const choose = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    go({ ...place, asOf: String(new FormData(event.currentTarget).get("asOf")) });
  };
  return (
    <form className="day" onSubmit={choose}>
      <label>
        As of <input type="date" name="asOf" defaultValue={place.asOf} key={place.asOf} />
      </label>
      <button type="submit">Show</button>
      {place.asOf && (
        <button type="button" onClick={() => go({ ...place, asOf: "" })}>
          Any day
        </button>
      )}
      {isDay(place.asOf) && <p>Only what may have been there on {inWords(place.asOf)}.</p>}
    </form>
  );
}
