// The dataset that is served: its version, its state and what it counts.
//
// to: Dataset
// order: node.id string
// rows: one

MATCH (node:Dataset {id: 'dataset'})
RETURN node
