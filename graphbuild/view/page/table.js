"use strict";
// The picture's twin as a table: one row a talk, in order of time.

const Table = (() => {
  const ROWS = 200; // rows that are made at once
  const view = byId("table-view");
  let shown = ROWS;

  const column = (name) => make("th", { scope: "col" }, Words.say(`column.${name}`));
  const cell = (text, properties = {}) => make("td", { dir: "auto", ...properties }, text ?? "");

  function row(talk, choose) {
    const topics = Words.names(talk.topics.map((topic) => data.topics[topic].name));
    const stances = new Map(talk.claims.map(([name, stance]) => [`${stance} ${name}`, [name, stance]]));
    const words = [...stances.values()].map(([name, stance]) =>
      make("div", { class: stance }, make("bdi", {}, name), " ", Words.say(`stance.${stance}`)));
    return make("tr", {},
      make("td", {}, make("time", { datetime: talk.date }, Words.date(talk.date, talk.precision))),
      make("th", { scope: "row" }, talk.parties.map((party) => make("div", { dir: "auto" }, data.parties[party].name))),
      cell(Words.say(`kind.${talk.kind}`)),
      make("td", {}, make("span", { class: `badge ${talk.factuality}` }, Words.say(`factuality.${talk.factuality}`))),
      cell(topics), cell(talk.place), make("td", { class: "words" }, words),
      make("td", {}, make("button", { type: "button", class: "sentences", onclick: () => choose(talk) },
        Words.say("sentences", { count: Words.number(talk.passages.length) }))));
  }

  function show(talks, choose, more = false) {
    shown = more ? shown + ROWS : ROWS;
    const table = make("table", {},
      make("caption", {}, Words.say("table.caption", { count: Words.number(talks.length) })),
      make("thead", {}, make("tr", {}, ["date", "parties", "kind", "factuality", "topics", "place", "words", "sentences"].map(column))),
      make("tbody", {}, talks.slice(0, shown).map((talk) => row(talk, choose))));
    const rest = talks.length - shown;
    view.replaceChildren(table, ...(rest > 0 ? [make("button", { type: "button", id: "more", onclick: () => show(talks, choose, true) },
      Words.say("table.more", { count: Words.number(rest) }))] : []));
  }

  return { show };
})();
