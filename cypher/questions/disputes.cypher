// Contested claims: what a statement disputes, and accounts of an event that another tells otherwise.
//
// to: Statement | Finding
// order: node.day date, node.position integer, node.id string

MATCH (:Entity)-[:DISPUTES|OTHER_ACCOUNT_OF]->(claim:Statement|Finding)
WITH DISTINCT claim AS node
RETURN node
