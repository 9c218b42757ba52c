// Runs before Neo4j Browser reads its settings: "Connect result nodes" is off, else each picture would also show
// whatever else lies between its circles, and what no source states among it. By a command on connecting it would
// leave its output in the reader's way. The reader's other settings stay.
{
  const name = "neo4j.settings";
  localStorage.setItem(name, JSON.stringify({...JSON.parse(localStorage.getItem(name)), autoComplete: false}));
}
