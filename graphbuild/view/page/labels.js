"use strict";
// Names over the canvas, as buttons: the browser shapes and orders them, and keyboard and screen reader reach them.
// A name is never cut; where two would cover each other, the busier party's is seen, the other's on zoom or focus.

const Labels = (() => {
  const layer = byId("labels");
  const labels = new Map(); // node id → { element, width, height, order }
  let cy = null;
  let waiting = false;
  const CROSSED = 400; // edges up to which names make way for them

  function attach(core) {
    cy = core;
    cy.on("pan", () => { pan(); later(); });
    cy.on("zoom resize", () => { place(); later(); });
    cy.on("drag", "node", (event) => { put(event.target); later(); });
  }

  function show(nodes, choose) {
    for (const [id, label] of labels) {
      if (!nodes.has(id)) { label.element.remove(); labels.delete(id); }
    }
    const order = [...nodes.values()].sort((a, b) => b.weight - a.weight);
    order.forEach((node, rank) => {
      if (!labels.has(node.id)) {
        const element = make("button", { type: "button", class: "label", dir: "auto", "data-id": node.id, onclick: () => choose(node.id) });
        labels.set(node.id, { element });
        layer.append(element);
      }
      const label = labels.get(node.id);
      label.rank = rank;
      if (label.element.textContent !== node.name) { label.element.textContent = node.name; label.width = 0; }
      label.element.dataset.label = node.label;
    });
    for (const label of labels.values()) {
      if (!label.width) Object.assign(label, { width: label.element.offsetWidth, height: label.element.offsetHeight });
    }
  }

  function pan() {
    const { x, y } = cy.pan();
    layer.style.transform = `translate(${x}px, ${y}px)`;
  }

  /** Where a label may stand by its node, the best first: under, over, at its sides, at its corners. */
  function corners(node, label) {
    const zoom = cy.zoom();
    const { x, y } = node.position();
    const room = (node.height() / 2) * zoom + 2;
    const [middle, under] = [x * zoom - label.width / 2, y * zoom + room];
    const level = y * zoom - label.height / 2;
    const [over, after, before] = [under - 2 * room - label.height, x * zoom + room, x * zoom - room - label.width];
    const straight = [[middle, under], [middle, over], [after, level], [before, level]];
    return [...straight, [after, under], [before, under], [after, over], [before, over]];
  }

  function put(node) {
    const label = labels.get(node.id());
    if (label) move(label, corners(node, label)[label.corner ?? 0]);
  }

  function move(label, [x, y]) {
    Object.assign(label, { x, y });
    label.element.style.transform = `translate(${x}px, ${y}px)`;
  }

  function place() {
    pan();
    cy.nodes().forEach(put);
  }

  function later() {
    if (waiting) return;
    waiting = true;
    setTimeout(() => { waiting = false; declutter(); }, 90);
  }

  /** Where the edges run, as pieces of straight lines; none in a crowd, whose edges run everywhere. */
  function lines(zoom) {
    const edges = cy.edges();
    if (edges.length > CROSSED) return [];
    return edges.toArray().flatMap((edge) => {
      const [from, to, middle] = [edge.source().position(), edge.target().position(), edge.midpoint()];
      return [[from, middle], [middle, to]].map(([a, b]) => [a.x * zoom, a.y * zoom, b.x * zoom, b.y * zoom]);
    });
  }

  /** Whether a piece of a line runs through a box. */
  function crosses([x1, y1, x2, y2], [left, top, right, bottom]) {
    let [enter, leave] = [0, 1]; // the part of the line that is inside, as Liang and Barsky cut it
    for (const [step, room] of [[x1 - x2, x1 - left], [x2 - x1, right - x1], [y1 - y2, y1 - top], [y2 - y1, bottom - y1]]) {
      if (step === 0 && room < 0) return false;
      if (step < 0) enter = Math.max(enter, room / step);
      if (step > 0) leave = Math.min(leave, room / step);
    }
    return enter <= leave;
  }

  const box = (label, [x, y]) => [x, y, x + label.width, y + label.height];
  const meet = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

  const within = (a, b) => a[0] >= b[0] && a[2] <= b[2] && a[1] >= b[1] && a[3] <= b[3];

  /**
   * Give each label the place that is free of other labels and nodes, wholly in view, and crossed by the fewest edges,
   * the busiest party's first; else cover it.
   */
  function declutter() {
    const zoom = cy.zoom();
    const { x: left, y: top } = cy.pan();
    const view = [-left, -top, cy.width() - left, cy.height() - top];
    const nodes = cy.nodes().map((node) => {
      const { x, y } = node.position();
      const half = (node.height() / 2) * zoom - 1;
      return [node.id(), [x * zoom - half, y * zoom - half, x * zoom + half, y * zoom + half]];
    }).filter(([, disc]) => meet(disc, view));
    const edges = lines(zoom);
    const taken = [];
    for (const [id, label] of [...labels].sort(([, a], [, b]) => a.rank - b.rank)) {
      const places = corners(cy.getElementById(id), label);
      const free = (place) => {
        const own = box(label, place);
        return within(own, view) && !taken.some((other) => meet(own, other)) && !nodes.some(([node, disc]) => node !== id && meet(own, disc));
      };
      const crossed = (place) => edges.filter((edge) => crosses(edge, box(label, place))).length;
      const open = places.map((place, i) => [free(place) ? crossed(place) : Infinity, i]);
      const [least, best] = open.reduce((one, other) => (other[0] < one[0] ? other : one));
      const corner = least < Infinity ? best : -1;
      const seen = corner >= 0 || label.element.getAttribute("aria-current") === "true";
      label.corner = Math.max(0, corner);
      move(label, places[label.corner]);
      label.element.classList.toggle("covered", !seen);
      if (seen) taken.push(box(label, places[label.corner]));
    }
  }

  function mark(id) {
    for (const [own, { element }] of labels) {
      if (own === id) element.setAttribute("aria-current", "true"); else element.removeAttribute("aria-current");
    }
    declutter();
  }

  /** Show the labels of these nodes as near, all others faded; null: all as they are. */
  function fade(near) {
    for (const [id, { element }] of labels) element.classList.toggle("faded", near !== null && !near.has(id));
  }

  const focus = (id) => labels.get(id)?.element.focus({ preventScroll: true });

  return { attach, show, focus, place, declutter, mark, fade };
})();
