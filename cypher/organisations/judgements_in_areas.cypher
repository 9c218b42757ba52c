// Judgements in the areas that a force policed on that day, the newest first. Derived by the build: the
// force is not what was judged, and `basis` is AREA.
//
// from: PoliceForce
// to: Judgement
// order: =edge.ownerId string DESC, edge.pagedDay date DESC, node.id string

MATCH (node)-[edge:JUDGED_IN_AREA_OF]->(owner:PoliceForce)
RETURN node, edge
