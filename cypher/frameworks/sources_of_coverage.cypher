// The sources of what is held of a framework.
//
// from: relationship
// to: Source
// order: position integer

UNWIND range(0, coalesce(size(owner.sourceIds), 0) - 1) AS position
MATCH (node:Source {id: owner.sourceIds[position]})
RETURN node, position
