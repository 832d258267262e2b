// SPDX-License-Identifier: Apache-2.0
// Looks for names, and for words of what is said about them, in the lines of search-index.js: [name, kind, page, id, about].
(function () {
  "use strict";

  const MOST = 40;
  const root = document.currentScript.dataset.root;
  const index = window.vbusIndex || [];
  const form = document.querySelector("form.search");
  const input = form.querySelector("input");
  const found = document.getElementById("page-found");
  const results = document.getElementById("page-results");

  /** The better the smaller; -1 for a line that lacks a word. */
  function rank(line, words) {
    const name = line[0].toLowerCase();
    const last = name.slice(name.lastIndexOf(".") + 1);
    const about = line[4].toLowerCase();
    let sum = 0;
    for (const word of words) {
      if (name === word || last === word) {
        sum += 0;
      } else if (name.startsWith(word) || last.startsWith(word)) {
        sum += 1;
      } else if (name.includes(word)) {
        sum += 2;
      } else if (about.includes(word) || line[1] === word) {
        sum += 4;
      } else {
        return -1;
      }
    }
    return sum;
  }

  function search(text) {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) {
      return [];
    }
    return index.map((line, at) => ({ line, at, rank: rank(line, words) })).filter((one) => one.rank >= 0)
      .sort((a, b) => a.rank - b.rank || a.line[0].length - b.line[0].length || a.at - b.at).map((one) => one.line);
  }

  function span(style, text) {
    const element = document.createElement("span");
    element.className = style;
    element.textContent = text;
    return element;
  }

  function item(line) {
    const link = document.createElement("a");
    link.href = root + "specs/" + line[2] + (line[3] ? "#" + line[3] : "");
    const name = document.createElement("code");
    name.textContent = line[0];
    link.append(name, " ", span("what", line[1] + (line[1] === "spec" ? "" : " in " + line[2].replace(/\.html$/, ""))));
    if (line[4]) {
      link.append(span("about", line[4]));
    }
    const element = document.createElement("li");
    element.append(link);
    return element;
  }

  function show() {
    const lines = search(input.value);
    const asked = input.value.trim() !== "";
    results.replaceChildren(...lines.slice(0, MOST).map(item));
    if (asked && lines.length === 0) {
      const none = document.createElement("li");
      none.className = "none";
      none.textContent = "Nothing has that name.";
      results.append(none);
    }
    results.hidden = !asked;
    found.textContent = asked ? lines.length + " found" : "";
  }

  function close() {
    results.hidden = true;
  }

  /** Up and down between the input and the results. */
  function move(by) {
    const stops = [input, ...results.querySelectorAll("a")];
    const next = stops.indexOf(document.activeElement) + by;
    if (next >= 0 && next < stops.length) {
      stops[next].focus();
    }
  }

  input.addEventListener("input", show);
  input.addEventListener("focus", show);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const first = results.querySelector("a");
    if (first) {
      first.click();
    }
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") {
      close();
      input.focus();
      close();
    }
  });
  results.addEventListener("click", close);
  document.addEventListener("click", (event) => {
    if (!form.contains(event.target)) {
      close();
    }
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.focus();
      input.select();
    }
  });

  form.hidden = false;
  const contents = document.querySelector(".contents details");
  if (contents) {
    const narrow = window.matchMedia("(max-width: 60rem)");
    const fold = () => {
      contents.open = !narrow.matches;
    };
    narrow.addEventListener("change", fold);
    fold();
  }
})();
