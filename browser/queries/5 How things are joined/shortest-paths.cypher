// The shortest paths from one node to another
// A picture. Evidence, sources and what the build derived are left out: everything meets there.
// Set both ids first (run each line alone, without the slashes):
//   :param from => 'finding:bury-domestic-abuse-batches'
//   :param to => 'person:simon-nickless'
MATCH path = ALL SHORTEST (:Entity {id: $from})
  ((:!Evidence&!Source)-[:!EVIDENCED_BY&!FROM&!VIA&!PUBLISHED_IN&!IN_HISTORY_OF&!JUDGED_IN_AREA_OF&!PREVIOUS&!HAS_COVERAGE&!DUE_UNDER&!NOW]-(:!Evidence&!Source)){1,8}
  (:Entity {id: $to})
RETURN path
