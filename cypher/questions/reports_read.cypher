// Reports, the newest first.
//
// from: reports
// to: Inspection
// order: node.publishedDay date DESC, node.id string

UNWIND owner AS node
RETURN node
