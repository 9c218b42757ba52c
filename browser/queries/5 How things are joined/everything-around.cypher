// Everything one step around a node, without its evidence and without what the build derived
// A picture. Set the id first (run this line alone, without the slashes):
//   :param id => 'force:cleveland'
MATCH path = (:Entity {id: $id})-[link WHERE link.derived IS NULL]-(:!Evidence&!Source)
RETURN path
LIMIT 100
