// The evidence of a fact: whose words, where, and through which documents
// A picture. Set the id first (run this line alone, without the slashes):
//   :param id => 'finding:bury-domestic-abuse-batches'
MATCH path = (:Entity {id: $id})-[:EVIDENCED_BY]->(:Evidence)-[:FROM|VIA]->(:Source)
RETURN path
