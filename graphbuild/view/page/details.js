"use strict";
// What is behind a node or an edge: the talks, the sentences that say so, and on whose word.

const Details = (() => {
  const title = byId("details-title");
  const body = byId("details-body");
  const AT_ONCE = 50; // talks that are written out at once

  function open(text, ...content) {
    title.removeAttribute("data-word");
    title.replaceChildren(...[text].flat());
    body.replaceChildren(...content.flat());
    byId("details").scrollTop = 0;
  }

  function clear() {
    title.dataset.word = "details";
    title.textContent = Words.say("details");
    body.replaceChildren(make("p", { "data-word": "details.hint" }, Words.say("details.hint")));
  }

  /** Names side by side, each in its own direction. */
  const beside = (names) => names.flatMap((name, i) => [...(i ? [" – "] : []), make("bdi", {}, name)]);
  const parties = (numbers) => beside(numbers.map((number) => data.parties[number].name));

  function passage(number, talk) {
    const [document, start, end, before, quote, after] = data.passages[number];
    const { path, title: headline, source, published, url } = data.documents[document];
    const said = talk.claims.filter(([, , own]) => own === number);
    const words = said.map(([name, stance]) => make("li", { class: stance }, make("b", { dir: "auto" }, name), " ", Words.say(`stance.${stance}`)));
    const link = url && /^https?:\/\//i.test(url)
      ? make("a", { href: url, rel: "noreferrer noopener", target: "_blank", dir: "ltr" }, url) : null;
    return make("li", { class: "passage" },
      words.length ? make("ul", { class: "words" }, words) : null,
      make("blockquote", { dir: "auto", lang: "fa" }, before, make("mark", { class: talk.factuality }, quote), after),
      make("p", { class: "where" }, make("bdi", {}, source ?? headline ?? path), published ? ` · ${Words.date(published)}` : "",
        make("br"), make("bdi", { class: "path" }, `${path}:${start}–${end}`), link ? make("br") : null, link));
  }

  function talk(one) {
    const about = one.topics.map((topic) => data.topics[topic].name);
    return make("article", { class: "talk" },
      make("h3", {}, make("span", { class: `badge ${one.factuality}` }, Words.say(`factuality.${one.factuality}`)),
        " ", Words.say(`kind.${one.kind}`), " · ", make("time", { datetime: one.date }, Words.date(one.date, one.precision))),
      make("p", { class: "parties" }, parties(one.parties)),
      about.length || one.place ? make("p", { class: "about" },
        about.length ? [make("span", { class: "key" }, Words.say("about")), " ", make("bdi", {}, Words.names(about))] : null,
        one.place ? [about.length ? make("br") : null, make("span", { class: "key" }, Words.say("at")), " ", make("bdi", {}, one.place)] : null) : null,
      make("ol", { class: "passages" }, one.passages.map((number) => passage(number, one))));
  }

  /** The talks of an edge or of a row of the table. */
  function talks(list, between) {
    open(between ? beside(between) : parties(list[0].parties),
      make("p", { class: "summary" }, Words.say("talks", { count: Words.number(list.length) })), some(list));
  }

  function some(list) {
    const rest = list.slice(AT_ONCE);
    const more = rest.length ? make("button", { type: "button", onclick: () => more.replaceWith(...some(rest)) },
      Words.say("talks.more", { count: Words.number(rest.length) })) : null;
    return [...list.slice(0, AT_ONCE).map(talk), ...(more ? [more] : [])];
  }

  function party(number, edges, acts) {
    const own = data.parties[number];
    const facts = [own.english, ...own.positions].filter(Boolean);
    const items = edges.map(({ other, talks: behind, factuality, show }) =>
      make("li", {}, make("button", { type: "button", class: "to-edge", onclick: show },
        Legend.line(factuality), make("bdi", {}, other), " ",
        make("span", { class: "count" }, `${Words.say(`factuality.${factuality}`)} · ${Words.number(behind.length)}`))));
    open(beside([own.name]), make("p", { class: "key" }, Words.say(`label.${own.label}`)),
      facts.map((fact) => make("p", { class: "fact", dir: "auto" }, fact)),
      make("p", { class: "acts" }, acts.map(([word, act]) => make("button", { type: "button", onclick: act }, Words.say(word)))),
      make("h3", {}, Words.say("partners")), make("ul", { class: "edges" }, items));
  }

  function community(name, members, acts, choose) {
    open(beside([name]), make("p", {}, Words.say("members", { count: Words.number(members.length) })),
      make("p", { class: "acts" }, acts.map(([word, act]) => make("button", { type: "button", onclick: act }, Words.say(word)))),
      make("ul", { class: "edges" }, members.map((member) =>
        make("li", {}, make("button", { type: "button", dir: "auto", onclick: () => choose(member) }, data.parties[member].name)))));
  }

  return { talks, party, community, clear, focus: () => title.focus({ preventScroll: true }), parties };
})();
