// The evidence of a relationship, which carries its ids.
//
// from: relationship
// to: Evidence
// order: position integer

UNWIND range(0, coalesce(size(owner.evidenceIds), 0) - 1) AS position
MATCH (node:Entity {id: owner.evidenceIds[position]})
RETURN node, position
