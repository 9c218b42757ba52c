// The shortest paths between two nodes, whatever the direction of their relationships.
// Evidence and sources are left out, since everything meets there, and so is what the build derives: no type of
// `$followed` leads there. Named, these types are all that the store reads.
// `types`: the types that stops between the ends may have; null: any. `day`: null, or the day on
// which every stop and relationship may have been there. `longest`: the most steps. Paths of one length
// are ordered by the ids of their nodes, then of their relationships; none leads from a node to itself.
//
// to: Path
// parameters: from string, to string, types strings, day date, longest integer
// order: hops integer, trail string
// explain: CartesianProduct: of two nodes, each found by its id

OPTIONAL MATCH (:Alias {id: $from})-[:NOW]->(begun:Entity)
OPTIONAL MATCH (:Alias {id: $to})-[:NOW]->(ended:Entity)
WITH coalesce(begun.id, $from) AS departure, coalesce(ended.id, $to) AS arrival
MATCH (beginning:Entity {id: departure})
MATCH (goal:Entity {id: arrival})
WHERE departure <> arrival
MATCH path = ALL SHORTEST (beginning)
  (()
   -[edge:$followed
     WHERE $day IS NULL OR edge.startFirst IS NULL OR edge.startFirst <= $day AND $day < edge.endLast]-
   (stop
     WHERE (stop.id = arrival OR $types IS NULL OR any(label IN labels(stop) WHERE label IN $types))
       AND ($day IS NULL OR stop.startFirst IS NULL OR stop.startFirst <= $day AND $day < stop.endLast)
       AND ($day IS NULL OR stop.day IS NULL OR stop.day <= $day))){1,8}
  (goal)
WHERE length(path) <= $longest
WITH path, length(path) AS hops,
  reduce(trail = '', place IN nodes(path) + relationships(path) | trail + place.id + ' ') AS trail
RETURN path, hops, trail
