// The history of a police force, council, board or inspectorate
// `basis` is NAMED if the source itself names the body, and AREA if it names an area that a force polices,
// which says nothing about the force. Set the name first (run this line alone, without the slashes):
//   :param body => 'Cleveland Police'
MATCH (entry)-[at:IN_HISTORY_OF]->(:Organisation {name: $body})
RETURN at.date, at.kind, at.basis, entry.caption, entry.id
ORDER BY at.day, at.position, entry.id
