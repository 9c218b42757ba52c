// Every judgement, the newest first.
//
// to: Judgement
// order: node.pagedDay date DESC, node.id string

MATCH (node:Judgement)
RETURN node
