// The steps of a path, in order: where each starts, its relationship and which way that points.
//
// from: path
// to: Step
// order: position integer

UNWIND range(0, length(owner) - 1) AS position
WITH position, nodes(owner)[position] AS origin, relationships(owner)[position] AS edge, nodes(owner)[position + 1] AS node
WITH position, origin, edge, node, type(edge) AS relationship, startNode(edge) = origin AS forward
RETURN position, origin, edge, node, relationship, forward
