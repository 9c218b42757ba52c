// Reads an export into cytoscape.js and prints, as JSON, what a program can then ask of it.
//
//   safeguarding export cytoscape --around force:cleveland -o cleveland.cyjs
//   node read.mjs cleveland.cyjs force:cleveland

import { readFile } from "node:fs/promises";
import cytoscape from "cytoscape";

const [file, id] = process.argv.slice(2);
const { data, elements } = JSON.parse(await readFile(file, "utf8"));
const graph = cytoscape({ headless: true, data, elements });
const beside = graph.getElementById(id).neighborhood("node");

console.log(
  JSON.stringify({
    version: graph.data("version"),
    nodes: graph.nodes().map((node) => node.data()),
    edges: graph.edges().map((edge) => edge.data()),
    beside: beside.map((node) => node.id()).sort(),
  }),
);
