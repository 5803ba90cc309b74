"use strict";
// The network on its canvas: nodes by what they are, edges by how sure the talks are, never by colour alone.

const Legend = (() => {
  const SVG = "http://www.w3.org/2000/svg";
  const shapes = { Official: "ellipse", Position: "round-rectangle", State: "diamond", Organization: "hexagon", Community: "octagon" };
  const lines = {
    mixed: { style: "solid", dash: [] },
    asserted: { style: "solid", dash: [] },
    planned: { style: "dashed", dash: [10, 5] },
    possible: { style: "dashed", dash: [2, 5] },
    alleged: { style: "dashed", dash: [14, 4, 2, 4], mark: "circle" },
    denied: { style: "dashed", dash: [6, 4], mark: "tee" },
  };

  function svg(name, attributes, ...children) {
    const element = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  function line(factuality) {
    const { dash, mark } = lines[factuality];
    const parts = [svg("line", { x1: 1, y1: 7, x2: 45, y2: 7, "stroke-dasharray": dash.join(" ") })];
    if (mark === "tee") parts.push(svg("line", { x1: 23, y1: 1, x2: 23, y2: 13, class: "mark" }));
    if (mark === "circle") parts.push(svg("circle", { cx: 23, cy: 7, r: 4, class: "mark" }));
    return svg("svg", { class: `line ${factuality}`, viewBox: "0 0 46 14", width: 46, height: 14, "aria-hidden": "true" }, ...parts);
  }

  const points = { State: "9,1 17,9 9,17 1,9", Organization: "5,2 13,2 17,9 13,16 5,16 1,9", Community: "6,1 12,1 17,6 17,12 12,17 6,17 1,12 1,6" };

  function shape(label) {
    const box = { class: `shape ${label}`, viewBox: "0 0 18 18", width: 18, height: 18, "aria-hidden": "true" };
    if (label === "Official") return svg("svg", box, svg("circle", { cx: 9, cy: 9, r: 8 }));
    if (label === "Position") return svg("svg", box, svg("rect", { x: 1, y: 3, width: 16, height: 12, rx: 3 }));
    return svg("svg", box, svg("polygon", { points: points[label] }));
  }

  function show(labels, mixed) {
    byId("legend").replaceChildren(...Object.keys(shapes).filter((label) => labels.has(label)).map((label) =>
      make("li", {}, shape(label), make("span", {}, Words.say(`label.${label}`)))),
    ...(mixed ? [make("li", {}, line("mixed"), make("span", {}, Words.say("factuality.mixed")))] : []),
    make("li", { class: "note" }, Words.say("legend.width")));
  }

  return { shapes, lines, line, show };
})();

const Picture = (() => {
  const ARRANGED = 150; // nodes up to which the browser arranges them by itself
  const MARKED = 600; // edges up to which they are curved and carry marks
  const MARGIN = 70; // pixels around the picture
  const CLOSEST = 1.3; // zoom of a picture of few nodes
  let marked = null; // the node or edge that the details are about
  const places = new Map(); // node id → where it was last
  let cy = null;
  let choose = () => {};

  const variable = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  function style() {
    const nodes = Object.entries(Legend.shapes).map(([label, shape]) => ({
      selector: `node[label = "${label}"]`,
      style: { shape, "background-color": variable(`--${label.toLowerCase()}`) },
    }));
    const edges = Object.entries(Legend.lines).map(([factuality, line]) => ({
      selector: `edge[factuality = "${factuality}"]`,
      style: {
        "line-color": variable(`--${factuality === "mixed" ? "community" : factuality}`), "line-style": line.style, ...(line.dash.length ? { "line-dash-pattern": line.dash } : {}),
      },
    }));
    const marks = Object.entries(Legend.lines).filter(([, line]) => line.mark).map(([factuality, line]) => ({
      selector: `edge.marked[factuality = "${factuality}"]`,
      style: {
        "mid-target-arrow-shape": line.mark, "mid-target-arrow-color": variable(`--${factuality}`),
        "mid-target-arrow-fill": line.mark === "circle" ? "hollow" : "filled", "arrow-scale": 1.2,
      },
    }));
    return [
      { selector: "node", style: {
        width: "data(size)", height: "data(size)", "border-width": 2, "border-color": variable("--surface"),
        "overlay-opacity": 0, label: "data(space)", "text-opacity": 0, "font-size": 14, "text-valign": "bottom",
        "text-wrap": "wrap", "text-max-width": "150px", "text-events": "no",
      } },
      { selector: "edge", style: { width: "data(width)", "curve-style": "straight", opacity: 0.85, "overlay-opacity": 0 } },
      { selector: "edge.marked", style: { "curve-style": "bezier", "control-point-step-size": 34 } },
      ...nodes, ...edges, ...marks,
      { selector: "edge.joined", style: { opacity: 0.28 } },
      { selector: ".faded", style: { opacity: 0.12 } },
      { selector: "node.chosen", style: { "border-color": variable("--focus"), "border-width": 4 } },
      { selector: "edge.chosen", style: { "underlay-color": variable("--focus"), "underlay-opacity": 0.45, "underlay-padding": 5 } },
      { selector: "edge.pointed", style: { "underlay-color": variable("--focus"), "underlay-opacity": 0.25, "underlay-padding": 4 } },
    ];
  }

  function start(listener) {
    choose = listener;
    cy = cytoscape({ container: byId("picture"), elements: [], style: style(), minZoom: 0.04, maxZoom: 4, layout: { name: "preset" }, hideEdgesOnViewport: false, boxSelectionEnabled: false });
    cy.on("tap", "node, edge", (event) => choose(event.target.id()));
    cy.on("mouseover", "edge", (event) => { unpoint(); event.target.addClass("pointed"); byId("picture").classList.add("on-edge"); });
    cy.on("mouseout", "edge", unpoint);
    // A name over the edge or the picture's border takes the mouse without a word to the edge.
    byId("labels").addEventListener("mouseover", unpoint);
    byId("picture").addEventListener("mouseleave", unpoint);
    cy.on("dragfree", "node", (event) => places.set(event.target.id(), { ...event.target.position() }));
    Labels.attach(cy);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => cy.style(style()));
  }

  /**
   * Draw these nodes and edges; those that were there stay where they are, unless `again` arranges all of them. Few
   * parties are arranged here, by the size of their labels; communities and crowds stand where the page was told.
   */
  function draw({ nodes, edges }, again) {
    const arranged = nodes.size <= ARRANGED && [...nodes.values()].every((node) => node.community === undefined);
    const fresh = again || [...nodes.keys()].some((id) => !places.has(id));
    const curved = edges.size <= MARKED;
    cy.renderer().textureOnViewport = !curved; // a crowd is moved as a picture of itself, and drawn anew when it stands
    cy.batch(() => {
      cy.elements().filter((element) => !(element.isNode() ? nodes : edges).has(element.id())).remove();
      const added = [];
      for (const node of nodes.values()) {
        const size = Math.round(node.community !== undefined ? 34 + 6 * Math.sqrt(node.weight) : 18 + 6 * Math.sqrt(node.weight));
        const values = { id: node.id, label: node.label, size, space: arranged ? node.name : "" };
        const known = cy.getElementById(node.id);
        if (known.nonempty()) known.data(values);
        else added.push({ group: "nodes", data: values, position: { ...(places.get(node.id) ?? { x: node.x, y: node.y }) } });
      }
      for (const edge of edges.values()) {
        const values = { id: edge.id, source: edge.source, target: edge.target, factuality: edge.factuality, width: 2.5 + Math.log2(edge.talks.length) };
        const known = cy.getElementById(edge.id);
        if (known.nonempty()) known.data("width", values.width);
        else added.push({ group: "edges", data: values });
      }
      cy.add(added);
      cy.edges().forEach((element) => {
        element.toggleClass("marked", curved && !edges.get(element.id()).joined);
        element.toggleClass("joined", edges.get(element.id()).joined);
        element.data("factuality", edges.get(element.id()).factuality);
      });
      if (fresh) cy.nodes().forEach((element) => { const { x, y } = nodes.get(element.id()); element.position({ x, y }); });
    });
    Labels.show(nodes, choose);
    if (fresh) arrange(arranged && nodes.size > 1);
    else { Labels.place(); Labels.declutter(); }
  }

  function arrange(byForces) {
    if (byForces) {
      cy.layout({
        name: "cose", animate: false, randomize: false, fit: false, nodeDimensionsIncludeLabels: true, componentSpacing: 70,
        nodeRepulsion: () => 60000, idealEdgeLength: () => 110, nodeOverlap: 24, gravity: 0.6, numIter: 600, coolingFactor: 0.98,
      }).run();
    }
    cy.nodes().forEach((node) => places.set(node.id(), { ...node.position() }));
    fit();
  }

  /** See all nodes, or these. Cytoscape's own fit measures every edge and label first, which takes long in a crowd. */
  function fit(ids) {
    cy.resize();
    const nodes = ids ? cy.nodes().filter((node) => ids.has(node.id())) : cy.nodes();
    if (nodes.nonempty()) {
      const box = { x1: Infinity, y1: Infinity, x2: -Infinity, y2: -Infinity };
      nodes.forEach((node) => {
        const { x, y } = node.position();
        Object.assign(box, { x1: Math.min(box.x1, x), y1: Math.min(box.y1, y), x2: Math.max(box.x2, x), y2: Math.max(box.y2, y) });
      });
      const [width, height] = [Math.max(1, cy.width() - 2 * MARGIN), Math.max(1, cy.height() - 2 * MARGIN)];
      const level = Math.min(width / (box.x2 - box.x1 || 1), height / (box.y2 - box.y1 || 1), CLOSEST);
      const pan = { x: cy.width() / 2 - (level * (box.x1 + box.x2)) / 2, y: cy.height() / 2 - (level * (box.y1 + box.y2)) / 2 };
      cy.viewport({ zoom: Math.max(level, cy.minZoom()), pan });
    }
    Labels.place();
    Labels.declutter();
  }

  function zoom(factor) {
    cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  }

  function unpoint() {
    cy.edges(".pointed").removeClass("pointed");
    byId("picture").classList.remove("on-edge");
  }

  /** Mark a node or an edge as the one that the details are about, and fade what has no part in it. */
  function mark(id) {
    unpoint();
    if (id === null && marked === null) return;
    marked = id;
    cy.elements().removeClass("chosen faded");
    const chosen = id === null ? cy.collection() : cy.getElementById(id);
    Labels.mark(chosen.nonempty() && chosen.isNode() ? id : null);
    if (chosen.empty()) { Labels.fade(null); return; }
    const near = chosen.isNode() ? chosen.closedNeighborhood() : chosen.union(chosen.connectedNodes());
    cy.elements().not(near).addClass("faded");
    chosen.addClass("chosen");
    Labels.fade(new Set(near.nodes().map((node) => node.id())));
  }

  /** Where the middle of an edge is on the screen: a point that clicks it. */
  function edgePoint(id) {
    const { x, y } = cy.getElementById(id).renderedMidpoint();
    const box = byId("picture").getBoundingClientRect();
    return { x: box.left + x, y: box.top + y };
  }

  return { start, draw, fit, zoom, mark, edgePoint, forget: () => places.clear(), core: () => cy };
})();
