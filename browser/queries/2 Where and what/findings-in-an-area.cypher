// What was found in one area
// Set the council's name first (run this line alone, without the slashes):
//   :param area => 'Bury'
MATCH (finding:Finding)-[:OBSERVED_IN]->(:LocalAuthority {name: $area})
RETURN finding.date, finding.polarity, finding.summary, finding.status, finding.id
ORDER BY finding.day, finding.position, finding.id
