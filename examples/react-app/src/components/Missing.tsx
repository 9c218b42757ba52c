import { useEffect } from "react";
import { go, usePlace } from "../place";

/** A superseded id still answers, with the id of today: the address follows it. */
export function useMoved(asked: string, answered: string | undefined): void {
  const place = usePlace();
  useEffect(() => {
    if (answered && answered !== asked) go({ ...place, id: answered, was: asked }, { replace: true });
  }, [asked, answered]);
}

/** What is absent is null, and no error. */
export function Missing({ id }: { id: string }) {
  const { asOf } = usePlace();
  return (
    <>
      <title>Not here</title>
      <h1>Nothing is here</h1>
      <p>
        There is nothing with the id {id}
        {asOf && ", or it was not there yet, or no longer, on that day"}.
      </p>
    </>
  );
}
