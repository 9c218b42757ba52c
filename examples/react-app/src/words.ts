import type { Basis, CoverageState, DateIs, HistoryKind, Polarity } from "./generated/graphql";

// A value that the schema adds is an error of the compiler here, until it has its words.
export const KIND: Record<HistoryKind, string> = {
  INSPECTION: "Inspection",
  FINDING: "Finding",
  JUDGEMENT: "Grade",
  CORRESPONDENCE: "Letter or answer",
  STATEMENT: "Statement",
  RECOMMENDATION: "Recommendation",
  REVIEW: "Looked at again",
};

export const BASIS: Record<Basis, string> = {
  NAMED: "Names the force",
  AREA: "About its area only",
};

export const DATE_IS: Record<DateIs, string> = {
  PUBLISHED: "published",
  INSPECTED: "inspected",
  WRITTEN: "written",
  CYCLE: "last year of its cycle",
};

export const STATE: Record<CoverageState, string> = {
  COMPLETE: "All outcomes held",
  PARTIAL: "Held in part",
  EXISTS_NOT_HELD: "Exists, not held",
  NOT_KNOWN: "Not known",
  NOT_ASKED: "Not asked",
  NONE_FOUND: "None found",
};

export const POLARITY: Record<Polarity, string> = {
  ADVERSE: "falls short",
  MIXED: "falls short and works",
  POSITIVE: "works",
};
