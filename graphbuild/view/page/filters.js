"use strict";
// Which talks are on: the filters of the page, their form, and why nothing is left when nothing is.

const Filters = (() => {
  const FACTUALITIES = ["asserted", "planned", "possible", "alleged", "denied"];
  const toDay = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / 86400000);
  const toIso = (day) => new Date(day * 86400000).toISOString().slice(0, 10);
  const days = data.talks.filter((talk) => talk.date).map((talk) => toDay(talk.date));
  const first = days.length ? Math.min(...days) : 0;
  const last = days.length ? Math.max(...days) : 0;
  const kinds = [...new Set(data.talks.map((talk) => talk.kind))].sort();
  const all = () => ({
    from: first, until: last, undated: true, kinds: new Set(kinds), factualities: new Set(FACTUALITIES),
    state: "", topic: "",
  });
  let now = all();

  const topicSearch = (talk) => talk.topics.some((topic) => data.topics[topic].search.includes(now.folded));
  const tests = {
    "filter.time": (talk) => {
      if (!talk.date) return now.undated;
      const day = toDay(talk.date);
      return day >= now.from && day <= now.until;
    },
    "filter.factuality": (talk) => now.factualities.has(talk.factuality),
    "filter.kind": (talk) => now.kinds.has(talk.kind),
    "filter.state": (talk) => !now.state || talk.states.includes(now.state),
    "filter.topic": (talk) => !now.folded || topicSearch(talk),
  };
  const active = () => data.talks.filter((talk) => Object.values(tests).every((test) => test(talk)));

  /** How many talks without a day are off for that alone. */
  function undated() {
    const others = Object.entries(tests).filter(([key]) => key !== "filter.time").map(([, test]) => test);
    return now.undated ? 0 : data.talks.filter((talk) => !talk.date && others.every((test) => test(talk))).length;
  }

  /** How many talks each filter keeps by itself, for those that drop some. */
  function why() {
    const alone = Object.entries(tests).map(([key, test]) => [key, data.talks.filter(test).length]);
    return alone.filter(([, count]) => count < data.talks.length);
  }

  function count(test) {
    return Words.number(data.talks.filter(test).length);
  }

  function checks(box, values, set, prefix, sample) {
    byId(box).replaceChildren(...values.map((value) => {
      const input = make("input", { type: "checkbox", value, onchange: () => {
        if (input.checked) set().add(value); else set().delete(value);
        changed();
      } });
      input.checked = set().has(value);
      const total = make("span", { class: "count" }, count((talk) => talk[prefix] === value));
      return make("label", { class: "check" }, input, sample ? sample(value) : null,
        make("span", {}, Words.say(`${prefix}.${value}`)), total);
    }));
  }

  function histogram() {
    const bins = new Array(Math.min(32, Math.max(1, last - first + 1))).fill(0);
    for (const day of days) bins[Math.min(bins.length - 1, Math.floor(((day - first) / (last - first + 1)) * bins.length))]++;
    const most = Math.max(...bins);
    byId("histogram").replaceChildren(...bins.map((bin) => {
      const bar = make("span");
      bar.style.height = `${most ? Math.ceil((bin / most) * 100) : 0}%`;
      return bar;
    }));
  }

  function days_shown() {
    for (const end of ["from", "until"]) {
      const text = days.length ? Words.date(toIso(now[end])) : Words.say("no.date");
      byId(`${end}-day`).textContent = text;
      byId(end).setAttribute("aria-valuetext", text);
    }
  }

  /** The form in the language and with the values of now. */
  function show() {
    for (const end of ["from", "until"]) {
      Object.assign(byId(end), { min: first, max: last, disabled: first === last });
      byId(end).value = now[end];
    }
    byId("undated").checked = now.undated;
    byId("undated").parentElement.hidden = data.talks.every((talk) => talk.date);
    byId("undated-count").textContent = count((talk) => !talk.date);
    days_shown();
    histogram();
    checks("factualities", FACTUALITIES, () => now.factualities, "factuality", Legend.line);
    checks("kinds", kinds, () => now.kinds, "kind");
    const name = (state) => (Words.language() === "en" && state.english) || state.name;
    const states = [...data.states].sort((a, b) => name(a).localeCompare(name(b), Words.language()));
    byId("state").replaceChildren(make("option", { value: "" }, Words.say("filter.all")),
      ...states.map((state) => make("option", { value: state.id }, name(state))));
    byId("state").value = now.state;
    byId("topics").replaceChildren(...data.topics.map((topic) => make("option", { value: topic.name })));
    byId("topic").value = now.topic;
  }

  let changed = () => {};

  function slide(end, other, keep) {
    byId(end).addEventListener("input", () => {
      now[end] = Number(byId(end).value);
      now[other] = keep(now[other], now[end]); // the two never cross: the one that is moved takes the other along
      byId(other).value = now[other];
      days_shown();
      changed();
    });
  }

  function start(listener) {
    changed = listener;
    slide("from", "until", Math.max);
    slide("until", "from", Math.min);
    byId("undated").addEventListener("change", () => { now.undated = byId("undated").checked; changed(); });
    byId("state").addEventListener("change", () => { now.state = byId("state").value; changed(); });
    byId("topic").addEventListener("input", () => {
      now.topic = byId("topic").value;
      now.folded = Fold(now.topic);
      changed();
    });
    byId("clear").addEventListener("click", () => { now = all(); show(); changed(); });
  }

  return { FACTUALITIES, active, undated, why, show, start };
})();
