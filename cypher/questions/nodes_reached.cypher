// The nodes of a neighbourhood, nearest first: how many steps away each is, and how many relationships
// it has in all, so that one can see where to go on.
//
// from: reached
// to: Entity
// order: position integer

UNWIND range(0, size(owner) - 1) AS position
WITH position, owner[position][0] AS node, owner[position][1] AS steps
WITH position, node, steps,
  COUNT { (node)-[:!EVIDENCED_BY&!FROM&!VIA&!PUBLISHED_IN&!IN_HISTORY_OF&!JUDGED_IN_AREA_OF&!PREVIOUS&!NOW]-() } AS degree
RETURN node, position, steps, degree
