// The inspection behind what stands in a history: itself, or the one that found, judged or recommended it.
//
// from: HistoryItem
// to: Inspection
// order: node.day date DESC, node.id string
// rows: one

MATCH (owner)<-[:FOUND|JUDGED|RECOMMENDED*0..1]-(node:Inspection)
RETURN node
