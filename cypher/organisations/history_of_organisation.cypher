// What an organisation did, what was found, judged and said of it, and what it answered, in order of time.
// Derived by the build: `basis` is NAMED where the very source names the organisation, and AREA where
// a force is reached only through the area that it polices, which attributes nothing to it.
//
// from: Organisation
// to: HistoryItem
// order: =edge.ownerId string, edge.day date, edge.position integer, node.id string

MATCH (node)-[edge:IN_HISTORY_OF]->(owner:Organisation)
RETURN node, edge
