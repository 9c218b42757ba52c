// Runs first on each page of Neo4j Browser. Browser obeys its address, the fragment included: it can connect
// elsewhere with the saved password, run commands, or open any guide. Any page can link here, and the page that
// opened this one can change the fragment while Browser starts. So only two parameters stay: the address of this
// server, and a query for the editor, which only the reader can run.
(() => {
  const clean = () => {
    const asked = new URLSearchParams(location.search);
    const kept = new URLSearchParams();
    if (asked.get("dbms") === "$server") {
      kept.set("dbms", "$server");
      kept.set("db", "neo4j");
    }
    if (asked.get("cmd") === "edit") {
      kept.set("cmd", "edit");
      kept.set("arg", asked.get("arg") ?? "");
    }
    const search = String(kept);
    history.replaceState(null, "", location.pathname + (search && "?" + search));
  };
  clean();
  window.navigation?.addEventListener("navigate", event => {
    if (event.hashChange && event.cancelable)
      event.preventDefault();
  });
  // For web browsers without the navigation API.
  addEventListener("hashchange", clean);
})();
