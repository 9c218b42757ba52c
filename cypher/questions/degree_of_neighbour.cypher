// How many relationships a node has in all, of the types that a neighbourhood follows. Neo4j keeps how many
// a node has of the types that are named, and reads every one for those that are not: hence all, less what a
// neighbourhood leaves out.
//
// from: Entity
// rows: one

MATCH (owner:Entity)
WITH COUNT { (owner)--() }
  - COUNT { (owner)-[:EVIDENCED_BY|FROM|VIA|PUBLISHED_IN|IN_HISTORY_OF|JUDGED_IN_AREA_OF|PREVIOUS|HAS_COVERAGE|DUE_UNDER|NOW]-() } AS degree
RETURN degree
