
"use strict";
{
  const bar = document.getElementById("filter");
  const buttons = [...bar.querySelectorAll("button")];
  const search = bar.querySelector("input");
  const count = bar.querySelector("output");
  const articles = [...document.querySelectorAll("article")];
  const all = articles.reduce((sum, article) => sum + Number(article.dataset.count), 0);
  const rows = new Map();
  for (const row of document.querySelectorAll("tr[data-change]")) rows.set(row.dataset.change, row);
  const texts = new Map();
  const text = (article) => {
    if (!texts.has(article)) texts.set(article, article.textContent.toLowerCase());
    return texts.get(article);
  };
  const turn = (element, on) => element && element.toggleAttribute("data-off", !on);
  const filter = () => {
    const impact = buttons.find((button) => button.getAttribute("aria-pressed") === "true").dataset.filter;
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const narrow = Boolean(impact) || words.length > 0;
    let shown = 0;
    for (const article of articles) {
      const on = (!impact || article.dataset.impact === impact) && words.every((word) => text(article).includes(word));
      turn(article, on);
      turn(rows.get(article.id), on);
      shown += on ? Number(article.dataset.count) : 0;
    }
    for (const section of document.querySelectorAll("section.group")) {
      const some = section.querySelector("article:not([data-off])") !== null;
      turn(section, some);
      const fold = section.querySelector("details");
      if (fold && narrow && some) fold.open = true;
    }
    for (const row of document.querySelectorAll("#overview")) {
      turn(row, row.querySelector("tbody tr:not([data-off])") !== null);
    }
    count.textContent = narrow ? `${shown} of ${all}` : "";
  };
  const reveal = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (!target) return;
    if (target.closest("[data-off]")) {
      search.value = "";
      press(buttons[0]);
    }
    const fold = target.closest("details") || target.querySelector("details");
    if (fold && !fold.open) {
      fold.open = true;
      target.scrollIntoView();
    }
  };
  const press = (pressed) => {
    for (const button of buttons) button.setAttribute("aria-pressed", String(button === pressed));
    filter();
  };
  for (const button of buttons) button.addEventListener("click", () => press(button));
  search.addEventListener("input", filter);
  addEventListener("hashchange", reveal);
  bar.hidden = false;
  reveal();
}
