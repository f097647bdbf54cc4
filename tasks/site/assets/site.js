// Comfort only: every page reads without it. Text from stories is set as text, never as markup.
"use strict";

const made = (name, values = {}, ...children) => {
  const element = Object.assign(document.createElement(name), values);
  element.append(...children);
  return element;
};

// A table of many rows gets a field that hides the rows without its words, and boxes for the standings in it.
const FILTER_FROM = 13;
for (const table of document.querySelectorAll("table[data-filter]")) {
  const rows = [...table.tBodies[0].rows];
  if (rows.length < FILTER_FROM) continue;
  const words = made("input", { type: "search", autocomplete: "off" });
  const statuses = [...new Set(rows.map((row) => row.dataset.status).filter(Boolean))];
  const boxes = statuses.length > 1 ? statuses.map((status) => made("input", { type: "checkbox", checked: true, value: status })) : [];
  const told = made("span", { className: "told" });
  told.setAttribute("role", "status");
  const sift = () => {
    const asked = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const kept = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    let shown = 0;
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = (boxes.length > 0 && !kept.has(row.dataset.status)) || !asked.every((word) => text.includes(word));
      shown += row.hidden ? 0 : 1;
    }
    told.textContent = `${shown} of ${rows.length} shown`;
  };
  const bar = made("div", { className: "filter" }, made("label", {}, "Filter this list ", words));
  for (const box of boxes) bar.append(made("label", {}, box, box.value));
  bar.append(told);
  bar.addEventListener("input", sift);
  table.closest(".scroll").before(bar);
  sift();
}

// The legend of a timeline becomes switches for its standings.
for (const legend of document.querySelectorAll("[data-legend]")) {
  const figure = legend.closest("figure");
  for (const item of legend.children) {
    const status = item.querySelector(".key").className.match(/st-(\w+)/)[1];
    const box = made("input", { type: "checkbox", checked: true });
    item.replaceChildren(made("label", {}, box, ...item.childNodes));
    box.addEventListener("change", () => {
      for (const bar of figure.querySelectorAll(`rect.st-${status}`)) bar.style.display = box.checked ? "" : "none";
    });
  }
}

// So does the legend of a story's words.
for (const item of document.querySelectorAll("[data-marks] > li")) {
  const box = made("input", { type: "checkbox", checked: true });
  item.replaceChildren(made("label", {}, box, ...item.childNodes));
  box.addEventListener("change", () => document.querySelector(".reading .words").classList.toggle(`hide-${item.dataset.mark}`, !box.checked));
}

// A measure's card lights its words.
for (const card of document.querySelectorAll(".measure")) {
  const pieces = [...document.querySelectorAll(".words .s.c")].filter((piece) => piece.dataset.m.split(" ").includes(card.dataset.m));
  const light = (on) => () => pieces.forEach((piece) => piece.classList.toggle("on", on));
  // A link to the words lights all of them, and not only the piece that it leads to, until another one is followed.
  for (const link of card.querySelectorAll(".see a[href^='#c']")) {
    link.addEventListener("click", () => {
      document.querySelectorAll(".words .s.kept").forEach((piece) => piece.classList.remove("kept"));
      pieces.forEach((piece) => piece.classList.add("kept"));
    });
  }
  card.addEventListener("mouseenter", light(true));
  card.addEventListener("mouseleave", light(false));
  card.addEventListener("focusin", light(true));
  card.addEventListener("focusout", light(false));
}

// A party lights its lines in the network.
for (const node of document.querySelectorAll(".network a")) {
  const lines = [...document.querySelectorAll(".network line")].filter((line) => line.dataset[node.dataset.side] === node.dataset.node);
  const light = (on) => () => {
    node.ownerSVGElement.classList.toggle("lit", on);
    lines.forEach((line) => line.classList.toggle("on", on));
  };
  node.addEventListener("mouseenter", light(true));
  node.addEventListener("mouseleave", light(false));
  node.addEventListener("focus", light(true));
  node.addEventListener("blur", light(false));
}
