"use strict";
// One spelling for all spellings: the same as graphbuild.folding, by its own table.

const Fold = (() => {
  const { characters, zeros, spellings } = JSON.parse(document.getElementById("folding").textContent);
  const digits = new Map();
  for (const zero of zeros) {
    for (let i = 0; i < 10; i++) digits.set(String.fromCodePoint(zero.codePointAt(0) + i), String(i));
  }
  const dropped = /[\p{Mn}\p{Cf}]/u;
  const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const longest = Object.keys(spellings).sort((a, b) => b.length - a.length);
  const letter = "[\\p{L}\\p{N}_]"; // \b knows Latin letters only
  const words = longest.length
    ? new RegExp(`(?<!${letter})(?:${longest.map(escape).join("|")})(?!${letter})`, "gu")
    : /(?!)/g;

  function once(text) {
    // Upper and then lower case is what Python's casefold does to letters such as ß.
    const lower = text.normalize("NFKD").toUpperCase().toLowerCase().replace(/ς/g, "σ").normalize("NFKD");
    let result = "";
    for (const character of lower) {
      if (Object.hasOwn(characters, character)) result += characters[character];
      else if (!dropped.test(character)) result += digits.get(character) ?? character;
    }
    return result.split(/\s+/u).filter(Boolean).join(" ");
  }

  return (text) => once(once(text)).replace(words, (word) => spellings[word]);
})();
