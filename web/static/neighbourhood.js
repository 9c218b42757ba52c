// What is around a node, drawn: a node that is chosen unfolds, and the tables get the same links and nodes. The
// picture asks what the page asks (.json); rows come from the page itself, so that words are made in one place.

const SMALLEST = 0.75; // any smaller, and names cannot be read: a large picture is moved about instead
const MOST_LABELLED = 8; // links of the chosen node whose words have room
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

async function got(address, read) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer[read]();
}

const pageAt = async (address) => new DOMParser().parseFromString(await got(address, "text"), "text/html");

function element(name, attributes, text = "") {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}

/** How nodes and links are drawn: by form, not only by colour, where a link attributes or disputes. */
function look(place) {
  const style = getComputedStyle(place);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const behind = { "text-background-color": colour("card"), "text-background-opacity": 0.9, "text-background-padding": 2 };
  const line = (name, width, how) => ({ "line-color": colour(name), "target-arrow-color": colour(name), width, "line-style": how });
  return [
    { selector: "node", style: { ...behind, "background-color": "data(color)", "border-color": "data(border)", "border-width": 2, width: "data(size)", height: "data(size)", label: "data(label)", color: colour("ink"), "font-size": 14, "font-family": "system-ui, sans-serif", "text-wrap": "wrap", "text-max-width": 150, "text-valign": "bottom", "text-margin-y": 4 } },
    { selector: "node[?hasMore]", style: { "border-style": "double", "border-width": 6 } },
    { selector: "node:selected", style: { "font-weight": "bold", "outline-color": colour("link"), "outline-width": 4, "outline-offset": 3, "z-index": 9 } },
    { selector: "edge", style: { ...line("edge", 1.5, "solid"), ...behind, "curve-style": "bezier", "target-arrow-shape": "triangle", color: colour("ink"), "font-size": 13, "text-rotation": "autorotate" } },
    { selector: "edge[form = 'named']", style: line("named", 4, "solid") },
    { selector: "edge[form = 'area']", style: { ...line("area", 2, "dashed"), "target-arrow-fill": "hollow" } },
    { selector: "edge[form = 'against']", style: { ...line("said", 3, "solid"), "target-arrow-shape": "tee" } },
    { selector: "edge.near", style: { label: "data(says)", "z-index": 8 } },
  ];
}

class Picture {
  constructor(section, library) {
    this.section = section;
    this.place = section.querySelector(".picture");
    this.look = JSON.parse(this.place.dataset.look);
    this.canvas = element("div", { class: "canvas", role: "application", tabindex: "0", "aria-label": "Picture of the links below. Arrow keys choose a node, Enter unfolds it." });
    this.tools = element("div", { class: "tools" });
    this.told = element("p", { "aria-live": "polite" });
    this.chosen = element("div", { class: "chosen" });
    this.chosen.append(this.told, this.tools);
    this.place.replaceChildren(this.canvas, this.chosen);
    this.graph = library({ container: this.canvas, style: look(this.place), maxZoom: 2, minZoom: 0.2, userZoomingEnabled: false, boxSelectionEnabled: false });
    this.addTools();
    this.listen();
  }

  addTools() {
    const middle = () => ({ x: this.canvas.clientWidth / 2, y: this.canvas.clientHeight / 2 });
    const zoom = (factor) => this.graph.zoom({ level: this.graph.zoom() * factor, renderedPosition: middle() });
    const acts = { Unfold: () => this.unfold(this.selected), Larger: () => zoom(1.25), Smaller: () => zoom(0.8), "Show all": () => this.graph.fit(undefined, 30) };
    for (const [text, act] of Object.entries(acts)) {
      const button = element("button", { type: "button" }, text);
      button.addEventListener("click", act);
      this.tools.append(button);
    }
    this.more = this.tools.firstChild;
    this.open = element("a", {}, "Open its page");
    this.tools.prepend(this.open);
  }

  listen() {
    this.graph.on("tap", "node", ({ target }) => {
      this.choose(target);
      this.unfold(target);
    });
    this.canvas.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.unfold(this.selected);
      else if (event.key in WAYS) this.choose(this.next(...WAYS[event.key]));
      else return;
      event.preventDefault();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.graph.style(look(this.place)));
  }

  get selected() {
    return this.graph.$("node:selected");
  }

  /** The nearest node in a direction; one straight ahead is nearer than one aside. */
  next(x, y) {
    const from = this.selected.position();
    const far = (node) => {
      const [dx, dy] = [node.position("x") - from.x, node.position("y") - from.y];
      const ahead = dx * x + dy * y;
      return ahead > 1 ? ahead + 2 * Math.abs(dx * y - dy * x) : Infinity;
    };
    const { value, ele } = this.graph.nodes().min(far);
    return value < Infinity ? ele : this.selected;
  }

  choose(node) {
    this.graph.elements().unselect().removeClass("near");
    const edges = node.select().connectedEdges();
    if (edges.length <= MOST_LABELLED) edges.addClass("near");
    const { x1, y1, x2, y2 } = node.renderedBoundingBox();
    if (x1 < 0 || y1 < 0 || x2 > this.canvas.clientWidth || y2 > this.canvas.clientHeight) this.graph.center(node);
    this.open.href = this.section.querySelector(`[data-node="${CSS.escape(node.id())}"] a`).href;
    this.tell();
  }

  tell(more = "") {
    const { noun, caption, degree } = this.selected.data();
    const shown = this.selected.connectedEdges().length;
    this.more.setAttribute("aria-disabled", Boolean(this.selected.data("isUnfolded")));
    this.told.textContent = `${noun}: ${caption} – ${shown}${degree > shown ? ` of ${degree.toLocaleString("en-GB")}` : ""} of its links shown. ${more}`;
  }

  /** The address of the page of what is around a node, with the parameters of this one. */
  around(id) {
    const address = new URL(this.place.dataset.page, location.href);
    address.searchParams.set("of", id);
    return address;
  }

  async start() {
    const { found } = await this.ask(this.place.dataset.centre);
    this.add(found);
    this.layOut(this.graph.nodes().first());
    this.graph.nodes().first().data("isUnfolded", true);
    this.choose(this.graph.nodes().first());
  }

  async ask(id) {
    const page = this.around(id);
    const answer = new URL(page);
    answer.pathname += ".json";
    return { page, found: (await got(answer, "json")).data.neighbourhood };
  }

  async unfold(node) {
    if (node.data("isUnfolded")) return;
    node.data("isUnfolded", true);
    try {
      const { page, found } = await this.ask(node.id());
      this.addRows(await pageAt(page));
      const before = this.graph.nodes().length;
      this.add(found, node);
      const fresh = this.graph.nodes().length - before;
      if (fresh) this.layOut(node);
      this.choose(node);
      this.tell(`${fresh} more ${fresh === 1 ? "node" : "nodes"}${found.truncated ? ", and it has others" : ""}; the tables below have them, too.`);
    } catch {
      node.data("isUnfolded", false);
      this.tell("It could not be unfolded: the server did not answer.");
    }
  }

  /** Adds what was found; new nodes stand around the one they were found from. */
  add(found, from) {
    const nodes = [{ node: found.centre }, ...found.nodes];
    const fresh = nodes.filter(({ node }) => this.graph.getElementById(node.id).empty());
    fresh.forEach(({ node, degree }, place) => {
      const angle = (2 * Math.PI * place) / fresh.length;
      const [x, y, radius] = from ? [from.position("x"), from.position("y"), 120] : [0, 0, node === found.centre ? 0 : 180];
      this.graph.add({ data: { id: node.id, degree, ...this.drawing(node) }, position: { x: x + radius * Math.cos(angle), y: y + radius * Math.sin(angle) } });
    });
    for (const { id, relationship, from: source, to } of found.links)
      if (this.graph.getElementById(id).empty())
        this.graph.add({ data: { id, source: source.id, target: to.id, form: this.look.forms[relationship] ?? "", says: this.look.says[relationship] ?? relationship } });
    this.graph.nodes().forEach((node) => node.data("hasMore", node.data("degree") > node.connectedEdges().length));
  }

  drawing({ __typename, caption }) {
    const { noun, diameter, ...colours } = this.look.nodes[__typename];
    const short = caption.length > 60 ? `${caption.slice(0, 58).trimEnd()}…` : caption;
    return { noun, caption, ...colours, size: diameter / 3, label: `${noun}\n${short}` };
  }

  addRows(page) {
    for (const name of [".links-of", ".nodes-of"]) {
      const body = this.section.querySelector(`${name} tbody`);
      const known = new Set([...body.rows].map((row) => row.dataset.id));
      body.append(...[...page.querySelectorAll(`${name} tbody tr`)].filter((row) => !known.has(row.dataset.id)));
    }
  }

  layOut(centre) {
    this.graph.layout({ name: "cose", randomize: false, animate: false, fit: false, nodeDimensionsIncludeLabels: true, nodeRepulsion: () => 12000, idealEdgeLength: () => 40, nodeOverlap: 20, numIter: 1000 }).run();
    const wide = Math.sqrt(Math.max(1, this.canvas.clientWidth / this.canvas.clientHeight));
    this.graph.nodes().positions((node) => ({ x: node.position("x") * wide, y: node.position("y") }));
    this.graph.fit(undefined, 30);
    if (this.graph.zoom() < SMALLEST) this.graph.zoom(SMALLEST).center(centre);
    if (!matchMedia("(prefers-reduced-motion: reduce)").matches) this.canvas.animate([{ opacity: 0.3 }, { opacity: 1 }], 250);
  }
}

async function draw(section) {
  try {
    const { default: cytoscape } = await import(section.querySelector(".picture").dataset.library);
    await new Picture(section, cytoscape).start();
  } catch {
    section.querySelector(".picture").textContent = "The picture cannot be drawn here; the table has all of it.";
  }
}

/** On the page of a node: what its link leads to, in its place. */
async function unfoldHere(link) {
  const found = (await pageAt(link.href)).querySelector("[data-neighbourhood]");
  if (!found) return location.assign(link.href);
  const styles = element("link", { rel: "stylesheet", id: "__________cytoscape_stylesheet", href: link.dataset.styles });
  // The picture takes the size that its styles give it.
  const styled = new Promise((resolve) => ["load", "error"].forEach((end) => styles.addEventListener(end, resolve)));
  document.head.append(styles);
  await styled;
  link.closest("p").after(found);
  draw(found);
}

const here = document.querySelector("[data-neighbourhood]");
if (here) draw(here);
for (const link of document.querySelectorAll("a[data-styles]"))
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!document.querySelector("[data-neighbourhood]")) unfoldHere(link);
  });
