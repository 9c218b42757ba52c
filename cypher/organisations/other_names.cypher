// Other names of an organisation, with the dates they held as published (empty: unknown) and their kind.
//
// from: Organisation
// to: Name
// order: position integer

MATCH (owner:Organisation)
UNWIND range(0, coalesce(size(owner.otherNames), 0) - 1) AS position
WITH position, owner.otherNames[position] AS name, coalesce(owner.otherNamesFrom[position], '') AS since, coalesce(owner.otherNamesTo[position], '') AS until, owner.otherNamesKind[position] AS stored
WITH position, name, since, until, CASE stored WHEN '' THEN null ELSE stored END AS kind
RETURN name, since, until, kind, position
