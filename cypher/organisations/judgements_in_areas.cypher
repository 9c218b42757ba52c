// Judgements in the areas that a force policed on that day, the newest first. Derived by the build: the
// force is not what was judged, and `basis` is AREA. The force's end has no name, so that a page is read from
// the index (see history_of_organisation); the index is read backwards, and so every key of it descends.
//
// from: PoliceForce
// to: Judgement
// order: =edge.ownerId string DESC, edge.day date DESC, node.id string

MATCH (owner:PoliceForce)
MATCH (node)-[edge:JUDGED_IN_AREA_OF]->()
WHERE edge.ownerId = owner.id AND edge.day IS NOT NULL
RETURN node, edge
