// The evidence of every relationship of a node
// Set the id first (run this line alone, without the slashes):
//   :param id => 'authority:E08000002'
MATCH (node:Entity {id: $id})-[link]-(other:Entity)
UNWIND link.evidenceIds AS evidenceId
MATCH (evidence:Entity {id: evidenceId})-[:FROM]->(source:Source)
RETURN startNode(link).caption AS from_node, type(link) AS relationship, endNode(link).caption AS to_node, source.name, evidence.locator, evidence.quote
ORDER BY relationship, other.id, source.name, evidence.locator
