// The types of the API's scalars, as codegen.ts maps them.
/** A day, as in 2016-10-17. */
export type Day = `${number}-${number}-${number}`;
/** A date as it was published: a day, a month (2016-10) or a year (2016). */
export type PartialDate = Day | `${number}-${number}` | `${number}`;

/** Whether a text has the form of a day; the API says whether there is such a day. */
export const isDay = (text: string | undefined): text is Day => /^\d{4}-\d\d-\d\d$/.test(text ?? "");

/** A date in words, no more exact than it was published; what is no date stays as it is. */
export function inWords(date: PartialDate): string {
  const known = new Date(date);
  if (Number.isNaN(known.valueOf())) return date;
  const [, month, day] = date.split("-");
  return known.toLocaleDateString("en-GB", {
    year: "numeric",
    ...(month && { month: "long" }),
    ...(day && { day: "numeric" }),
    timeZone: "UTC",
  });
}
