// Every claim that somebody disputes or qualifies
// One row for each pair: what was said, and what was said against it.
// What is not about children or vulnerable people (scope OTHER) is left out.
MATCH (against)-[kind:DISPUTES|QUALIFIES]->(claim)
WHERE against.scope IS NULL
RETURN type(kind) AS kind, claim.caption AS said, against.caption AS against, claim.id, against.id
ORDER BY kind, claim.id, against.id
