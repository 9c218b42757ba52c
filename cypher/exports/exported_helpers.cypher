// The few nodes that are not entities: superseded ids, and the dataset itself. A row is [id, labels, properties].
//
// to: Alias | Dataset

MATCH (node:Alias|Dataset)
WITH node
ORDER BY node.id
WITH collect([node.id, labels(node), properties(node)]) AS rows
RETURN rows
