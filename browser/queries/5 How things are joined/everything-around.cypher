// Everything one step around a node, without its evidence
// A picture. Set the id first (run this line alone, without the slashes):
//   :param id => 'force:cleveland'
MATCH path = (:Entity {id: $id})--(other:!Evidence&!Source)
RETURN path
LIMIT 100
