"use strict";
// Names over the canvas, as buttons: the browser shapes and orders them, and keyboard and screen reader reach them.
// A name is never cut; where two would cover each other, the busier party's is seen, the other's on zoom or focus.

const Labels = (() => {
  const layer = byId("labels");
  const labels = new Map(); // node id → { element, width, height, order }
  let cy = null;
  let waiting = false;

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

  const box = (label, [x, y]) => [x, y, x + label.width, y + label.height];
  const meet = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

  const within = (a, b) => a[0] >= b[0] && a[2] <= b[2] && a[1] >= b[1] && a[3] <= b[3];

  /**
   * Give each label the first of its places that is free of other labels and nodes and wholly in view, the busiest
   * first; else cover it.
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
    const taken = [];
    for (const [id, label] of [...labels].sort(([, a], [, b]) => a.rank - b.rank)) {
      const places = corners(cy.getElementById(id), label);
      const free = (place) => {
        const own = box(label, place);
        return within(own, view) && !taken.some((other) => meet(own, other)) && !nodes.some(([node, disc]) => node !== id && meet(own, disc));
      };
      const corner = places.findIndex(free);
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
