"use strict";
// What is drawn of the talks that are on: every party of a small graph; of a large one its communities first, with the
// opened ones taken apart, or one party with its neighbours; everything on demand.

const Shown = (() => {
  const READABLE = 120; // parties up to which all are drawn at once
  const CLOSED = 240; // pixels between closed communities, about
  const mode = { ego: null, open: new Set(), everything: false };

  function partners(talks) {
    const near = new Map();
    for (const talk of talks) {
      for (const party of talk.parties) {
        if (!near.has(party)) near.set(party, new Set());
        for (const other of talk.parties) if (other !== party) near.get(party).add(other);
      }
    }
    return near;
  }

  function weights(talks) {
    const count = new Map();
    for (const talk of talks) for (const party of talk.parties) count.set(party, (count.get(party) ?? 0) + 1);
    return count;
  }

  /** A community is called after its busiest member. */
  function communityName(members, weight) {
    const busiest = members.reduce((best, one) => (weight.get(one) > weight.get(best) ? one : best));
    const { name } = data.parties[busiest];
    return members.length > 1 ? Words.say("community", { name, count: Words.number(members.length - 1) }) : name;
  }

  /** Nodes and edges of the picture; `size` is how many parties the talks have, `whole` whether all are drawn. */
  function of(talks) {
    const near = partners(talks);
    const weight = weights(talks);
    const parties = [...near.keys()].sort((a, b) => a - b);
    if (mode.ego !== null && !near.has(mode.ego)) mode.ego = null;
    const around = mode.ego === null ? null : new Set([mode.ego, ...near.get(mode.ego)]);
    const small = parties.length <= READABLE;
    const apart = (party) => small || mode.everything || mode.open.has(data.parties[party].community);
    const nodes = new Map();
    const members = new Map();
    const nodeOf = new Map();
    for (const party of parties) {
      if (around ? !around.has(party) : false) continue;
      if (around || apart(party)) {
        const { name, label, x, y } = data.parties[party];
        nodeOf.set(party, `p${party}`);
        nodes.set(`p${party}`, { id: `p${party}`, party, name, label, x, y, weight: weight.get(party) });
      } else {
        const community = data.parties[party].community;
        nodeOf.set(party, `c${community}`);
        if (!members.has(community)) members.set(community, []);
        members.get(community).push(party);
      }
    }
    for (const [community, own] of members) {
      const [x, y] = data.communities[community];
      const name = communityName(own, weight);
      nodes.set(`c${community}`, { id: `c${community}`, community, members: own, name, label: "Community", x, y, weight: own.length });
    }
    if (nodes.size > 1 && [...nodes.values()].every((node) => node.members)) drawTogether([...nodes.values()]);
    return { nodes, edges: edges(talks, nodeOf), size: parties.length, small, weight };
  }

  /** Communities that are all closed need no room for their members. */
  function drawTogether(nodes) {
    const extent = (values) => Math.max(...values) - Math.min(...values);
    const wide = Math.max(extent(nodes.map((node) => node.x)), extent(nodes.map((node) => node.y))) || 1;
    const factor = Math.min(1, (CLOSED * Math.sqrt(nodes.length)) / wide);
    for (const node of nodes) Object.assign(node, { x: node.x * factor, y: node.y * factor });
  }

  /** One edge for each pair and factuality with the talks that it stands for; one for all where an end is a community. */
  function edges(talks, nodeOf) {
    const found = new Map();
    for (const talk of talks) {
      const ends = [...new Set(talk.parties.map((party) => nodeOf.get(party)).filter(Boolean))].sort();
      for (let i = 0; i < ends.length; i++) {
        for (let j = i + 1; j < ends.length; j++) {
          const joined = ends[i].startsWith("c") || ends[j].startsWith("c");
          const id = `${ends[i]}-${ends[j]}-${joined ? "all" : talk.factuality}`;
          if (!found.has(id)) found.set(id, { id, source: ends[i], target: ends[j], factuality: talk.factuality, joined, talks: [] });
          const edge = found.get(id);
          edge.talks.push(talk);
          if (edge.factuality !== talk.factuality) edge.factuality = "mixed";
        }
      }
    }
    return found;
  }

  return { mode, of };
})();
