"use strict";
// The page: what is asked for with the mouse, the keyboard or the form, and what is shown for it.

(() => {
  let talks = data.talks;
  let shown = null;
  let chosen = null; // the id of a node or an edge
  let inTable = false;

  function refresh({ again = false } = {}) {
    talks = Filters.active();
    shown = Shown.of(talks);
    if (chosen !== null && !shown.nodes.has(chosen) && !shown.edges.has(chosen)) { chosen = null; Details.clear(); }
    const parties = Words.say("parties", { count: Words.number(shown.size) });
    const undated = data.undated + Filters.undated();
    if (!byId("found").hidden) search();
    byId("status").textContent = [
      Words.say("status", { count: Words.number(talks.length), all: Words.number(data.talks.length) }), parties,
      ...(undated ? [Words.say("left.out", { count: Words.number(undated) })] : []),
    ].join(" · ");
    empty();
    byId("back").hidden = Shown.mode.ego === null && !Shown.mode.open.size;
    byId("everything").hidden = shown.small || Shown.mode.ego !== null;
    byId("everything").setAttribute("aria-pressed", String(Shown.mode.everything));
    const mixed = [...shown.edges.values()].some((edge) => edge.factuality === "mixed");
    Legend.show(new Set([...shown.nodes.values()].map((node) => node.label)), mixed);
    if (inTable) Table.show(talks, showTalk);
    else { Picture.draw(shown, again); Picture.mark(chosen); }
  }

  function empty() {
    const box = byId("empty");
    box.hidden = talks.length > 0;
    if (!talks.length) {
      const alone = Filters.why().map(([key, count]) => Words.say("empty.alone", { filter: Words.say(key), count: Words.number(count) }));
      box.textContent = `${Words.say("empty", { all: Words.number(data.talks.length) })} ${Words.list(alone)}`;
    }
  }

  function choose(id) {
    forgetSearch();
    chosen = id;
    show();
    Details.focus();
  }

  function show() {
    if (!inTable) Picture.mark(chosen);
    const edge = shown.edges.get(chosen);
    const node = shown.nodes.get(chosen);
    if (edge) Details.talks(edge.talks, [edge.source, edge.target].map((end) => shown.nodes.get(end).name));
    else if (node?.members) {
      Details.community(node.name, node.members, [["community.open", () => takeApart(node.community)]], chooseParty);
    } else if (node) {
      const acts = Shown.mode.ego === node.party ? [] : [["ego", () => ego(node.party)]];
      if (!shown.small && Shown.mode.ego === null && !Shown.mode.everything) acts.push(["community.close", () => close(data.parties[node.party].community)]);
      Details.party(node.party, edgesOf(node.id), acts);
    }
  }

  function edgesOf(id) {
    const own = [...shown.edges.values()].filter((edge) => edge.source === id || edge.target === id);
    const other = (edge) => shown.nodes.get(edge.source === id ? edge.target : edge.source).name;
    return own.map((edge) => ({ ...edge, other: other(edge), show: () => choose(edge.id) }))
      .sort((a, b) => b.talks.length - a.talks.length || a.other.localeCompare(b.other, "fa"));
  }

  function showTalk(talk) {
    forgetSearch();
    Details.talks([talk]);
    Details.focus();
  }

  function ego(party) {
    Shown.mode.ego = party;
    picture();
    Picture.forget();
    refresh();
    choose(`p${party}`);
  }

  function takeApart(community) {
    Shown.mode.open.add(community);
    chosen = null;
    Details.clear();
    Picture.forget();
    refresh();
    const members = [...shown.nodes.values()].filter((node) => data.parties[node.party]?.community === community);
    Picture.fit(new Set(members.map((node) => node.id)));
    Labels.focus(members[0].id);
  }

  function close(community) {
    Shown.mode.open.delete(community);
    Picture.forget();
    refresh();
    choose(`c${community}`);
  }

  /** A party that may be hidden in a community: then it is shown with its neighbours. */
  function chooseParty(party) {
    picture();
    if (shown.nodes.has(`p${party}`)) choose(`p${party}`);
    else ego(party);
  }

  function back() {
    forgetSearch();
    Shown.mode.ego = null;
    Shown.mode.open.clear();
    chosen = null;
    Details.clear();
    Picture.forget();
    refresh();
  }

  function picture() { if (inTable) view(false); }

  function view(table) {
    forgetSearch();
    inTable = table;
    byId("show-table").setAttribute("aria-pressed", String(table));
    byId("show-picture").setAttribute("aria-pressed", String(!table));
    byId("table-view").hidden = !table;
    byId("picture").hidden = table;
    byId("legend").parentElement.hidden = table;
    for (const tool of ["arrange", "fit", "zoom-in", "zoom-out"]) byId(tool).disabled = table;
    refresh();
    if (!table) Picture.fit();
  }

  function search() {
    const wanted = Fold(byId("search").value);
    const on = new Set(talks.flatMap((talk) => talk.parties));
    const found = wanted ? data.parties.map((party, number) => [party, number]).filter(([party, number]) => on.has(number) && party.search.includes(wanted)) : [];
    const list = byId("found");
    list.hidden = !wanted;
    byId("found-count").textContent = wanted ? Words.say("search.found", { count: Words.number(found.length) }) : "";
    const items = found.slice(0, 12).map(([party, number]) => make("li", {}, make("button", {
      type: "button", dir: "auto", onclick: () => chooseParty(number),
    }, party.name)));
    list.replaceChildren(...(items.length ? items : [make("li", { class: "note" }, Words.say("search.none"))]));
  }

  /** What was searched for is not what is shown any more. */
  function forgetSearch() {
    if (byId("search").value === "" && byId("found").hidden) return;
    byId("search").value = "";
    search();
  }

  function language(name) {
    Words.use(name);
    forgetSearch();
    document.title = data.title;
    byId("title").textContent = data.title;
    byId("asked").replaceChildren(...Object.entries(data.filters).flatMap(([key, value]) => {
      const said = key === "since" || key === "until" ? Words.date(value) : value;
      return [make("span", {}, Words.say(`asked.${key}`), ": ", make("bdi", {}, said)), " "];
    }));
    byId("language").lang = Words.other();
    Filters.show();
    refresh();
    if (chosen !== null) show(); else Details.clear();
    if (!inTable) Picture.fit();
  }

  Picture.start(choose);
  Filters.start(() => refresh());
  byId("show-picture").addEventListener("click", () => view(false));
  byId("show-table").addEventListener("click", () => view(true));
  byId("skip").addEventListener("click", (event) => { event.preventDefault(); view(true); byId("table-view").focus(); });
  byId("language").addEventListener("click", () => language(Words.other()));
  byId("search").addEventListener("input", search);
  byId("search").addEventListener("keydown", (event) => {
    if (event.key === "Enter") byId("found").querySelector("button")?.click();
  });
  byId("back").addEventListener("click", back);
  byId("everything").addEventListener("click", () => { Shown.mode.everything = !Shown.mode.everything; Picture.forget(); refresh(); });
  byId("arrange").addEventListener("click", () => { Picture.forget(); refresh({ again: true }); });
  byId("fit").addEventListener("click", () => Picture.fit());
  byId("zoom-in").addEventListener("click", () => Picture.zoom(1.4));
  byId("zoom-out").addEventListener("click", () => Picture.zoom(1 / 1.4));
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    forgetSearch();
    chosen = null;
    Details.clear();
    Picture.mark(null);
  });
  addEventListener("resize", () => { if (!inTable) Picture.fit(); });
  language(data.language);
  performance.mark("interactive");
})();
