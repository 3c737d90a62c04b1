"use strict";
(function () {
  const all = Array.from(document.querySelectorAll(".question"));
  const get = (id) => document.getElementById(id);
  const [outcome, kind, tag, words, shown] = ["outcome", "kind", "tag", "words", "shown"].map(get);
  const texts = new Map();
  const text = (question) => {
    if (!texts.has(question)) texts.set(question, question.textContent.toLowerCase());
    return texts.get(question);
  };
  const became = (data, wanted) =>
    !wanted || (wanted === "!right" ? data.outcome !== "right"
      : wanted[0] === "~" ? data.change === wanted.slice(1) : data.outcome === wanted);
  const number = (count) => count.toLocaleString("en-GB");

  function filter() {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const question of all) {
      const data = question.dataset;
      const fits = became(data, outcome.value) && (!kind.value || data.kind === kind.value)
        && (!tag || !tag.value || data.tags.split("\n").includes(tag.value))
        && wanted.every((word) => text(question).includes(word));
      question.hidden = !fits;
      count += fits;
    }
    shown.textContent = count === all.length ? `All ${number(count)} questions` : `${number(count)} of ${number(all.length)} questions`;
  }

  function toggle(open) {
    for (const question of all) if (!question.hidden) question.open = open;
  }

  function follow() {
    const target = /^#q\d+$/.test(location.hash) && document.querySelector(location.hash);
    if (!target) return;
    target.hidden = false;
    target.open = true;
    target.scrollIntoView();
  }

  let waiting = 0;
  words.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(filter, 150); });
  for (const choice of [outcome, kind, tag]) if (choice) choice.addEventListener("change", filter);
  get("open").addEventListener("click", () => toggle(true));
  get("close").addEventListener("click", () => toggle(false));
  addEventListener("hashchange", follow);
  get("filters").hidden = false;
  for (const question of all) if (question.dataset.outcome === "right") question.open = false;
  filter();
  follow();
})();
