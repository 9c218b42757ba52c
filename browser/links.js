// First on each page of Neo4j Browser, which takes orders from its address, the part behind the # included: to
// connect elsewhere with the password that it keeps, to run commands, to open a guide of anybody's. Any page can
// lead here, and a page that opened this one can change the part behind the # while Browser starts. What stays is
// the address of this server, and a question for the editor, which nobody runs but the reader.
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
  // Where a web browser has no such event.
  addEventListener("hashchange", clean);
})();
