// Compared by itself, the day is where the index is entered.
WITH date($day) AS day
RETURN {findings: COLLECT {
  MATCH (n:Finding)
  WHERE n.pagedDay <= day AND n.id IS NOT NULL
  WITH n ORDER BY n.pagedDay DESC, n.position, n.id LIMIT 20
  RETURN {id: n.id, summary: n.summary, date: n.date, polarity: n.polarity}
}}
