// How many findings of each theme are in the history of each police force, or of each authority, by
// basis: AREA attributes nothing to a force. What a letter reports and what the report says of it are
// one matter, which counts once. `since` and `until`: null, or the days of the findings,
// from the first and up to but not including the second; `day`: null, or the last day of findings.
//
// to: PoliceForce | LocalAuthority
// parameters: kind string, since date, until date, day date
// order: theme.name string, theme.id string, node.name string, node.id string, basis string

MATCH (theme)<-[:HAS_THEME]-(finding:Finding)-[entry:IN_HISTORY_OF]->(node)
WHERE $kind IN labels(node)
  AND ($since IS NULL OR entry.day >= $since)
  AND ($until IS NULL OR entry.day < $until)
  AND ($day IS NULL OR entry.day <= $day)
WITH theme, node, entry.basis AS basis, count(DISTINCT finding.matter) AS findings
RETURN theme, node, basis, findings
