// The nodes of a neighbourhood, nearest first, and how many steps away each is.
//
// from: reached
// to: Entity
// order: position integer

UNWIND range(0, size(owner) - 1) AS position
WITH position, owner[position][0] AS node, owner[position][1] AS steps
RETURN node, position, steps
