// Other names of an organisation, with the dates they held as published (empty: unknown).
//
// from: Organisation
// to: Name
// order: position integer

MATCH (owner:Organisation)
UNWIND range(0, coalesce(size(owner.otherNames), 0) - 1) AS position
WITH position, owner.otherNames[position] AS name, coalesce(owner.otherNamesFrom[position], '') AS since, coalesce(owner.otherNamesTo[position], '') AS until
RETURN name, since, until, position
