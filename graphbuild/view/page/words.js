"use strict";
// The data, the words of the interface in its language, and elements made of text (never of HTML).

const data = JSON.parse(document.getElementById("data").textContent);

const Words = (() => {
  const all = JSON.parse(document.getElementById("words").textContent);
  const root = document.documentElement;
  let language = data.language;

  function say(key, values = {}) {
    return all[language][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  function use(name) {
    language = name;
    root.lang = name;
    root.dir = say("direction");
    for (const element of document.querySelectorAll("[data-word]")) element.textContent = say(element.dataset.word);
    for (const element of document.querySelectorAll("[data-word-label]")) {
      element.setAttribute("aria-label", say(element.dataset.wordLabel));
    }
  }

  const number = (value) => new Intl.NumberFormat(say("locale")).format(value);

  // The calendar is the language's own: Intl knows the Persian one.
  function day(iso) {
    const format = new Intl.DateTimeFormat(say("locale"), { dateStyle: "medium", timeZone: "UTC" });
    return format.format(new Date(`${iso}T00:00:00Z`));
  }

  function date(iso, precision) {
    if (!iso) return say("no.date");
    return precision && precision !== "day" ? `${day(iso)} (${say(`precision.${precision}`)})` : day(iso);
  }

  const other = () => Object.keys(all).find((name) => name !== language);
  const list = (items) => items.join(say("comma"));
  const names = (items) => items.join(all.fa.comma); // names are Persian in every language of the interface
  return { say, use, number, date, other, list, names, language: () => language };
})();

/** An element with properties and children; text stays text, whatever it holds. */
function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

const byId = (id) => document.getElementById(id);
