// What an organisation did, what was found, judged and said of it, and what it answered, in order of time.
// Derived by the build: `basis` is NAMED where the very source names the organisation, and AREA where
// a force is reached only through the area that it polices, which attributes nothing to it.
// The owner's end of the relationship has no name: Neo4j would rather expand all that an owner has and sort it
// than read a page from the index, where the entries stand in this order already.
//
// from: PoliceForce | LocalAuthority | SafeguardingBoard | Inspectorate | GovernmentBody
// to: Inspection | Finding | Judgement | Correspondence | Statement
// order: =edge.ownerId string, edge.day date, edge.position integer, node.id string

MATCH (owner:Organisation)
MATCH (node)-[edge:IN_HISTORY_OF]->()
WHERE edge.ownerId = owner.id AND edge.day IS NOT NULL AND edge.position IS NOT NULL
RETURN node, edge
