// Lets readers sort tables of areas. Without it they stand by name.
"use strict";

for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const text = (row, at) => row.cells[at].firstChild?.textContent.trim() ?? "";
  const number = (row, at) => {
    const found = text(row, at).replace(/,/g, "").replace("\u2212", "-").match(/^[+-]?\d+(\.\d+)?/);
    return found ? Number(found[0]) : null;
  };
  const compare = (at, isFigure, way) => (one, other) => {
    if (!isFigure) return way * text(one, at).localeCompare(text(other, at));
    const [a, b] = [number(one, at), number(other, at)];
    // What is not known stands last, whichever way the rest is sorted.
    if (a === null || b === null) return (a === null) - (b === null);
    return way * (a - b);
  };
  heads.forEach((head, at) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    if (at === 0) head.setAttribute("aria-sort", "ascending");
    button.addEventListener("click", () => {
      const way = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", way === 1 ? "ascending" : "descending");
      body.append(...[...body.rows].sort(compare(at, head.classList.contains("figure"), way)));
    });
  });
}
