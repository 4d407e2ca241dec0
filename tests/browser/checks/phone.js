// Tables on a phone: what lies beyond the edge is announced, and words have room.

import { drawn } from "../browser.js";

const HINT = "Scroll sideways";
// A column of words that is narrower than this has one word a line.
const ROOM = 120;

/** Tables that hide columns without a word, and columns of words that are too narrow to read. */
export async function phone(page) {
  await drawn(page);
  return page.evaluate(
    ([hint, room]) => {
      const faults = [];
      for (const table of document.querySelectorAll(".scroll > table")) {
        const region = table.parentElement;
        const name = table.caption?.textContent.trim() ?? region.getAttribute("aria-label");
        const said = [...(table.caption?.querySelectorAll("span") ?? [])].map((span) => getComputedStyle(span, "::after").content);
        const isHidden = region.scrollWidth > region.clientWidth + 1;
        const isSaid = said.some((words) => words.includes(hint));
        if (table.checkVisibility() && table.caption && isHidden !== isSaid) {
          faults.push(`${isHidden ? "nothing says that columns lie beyond the edge" : "nothing lies beyond the edge"}: ${name}`);
        }
      }
      for (const cell of document.querySelectorAll(".by-row td")) {
        if (cell.getBoundingClientRect().width < room) faults.push(`a column of words is too narrow: ${cell.textContent}`);
      }
      return faults;
    },
    [HINT, ROOM],
  );
}

/** Tables of a part of a page that have to be scrolled. */
export function scrolled(page, part) {
  return page.evaluate((part) => {
    const regions = [...document.querySelectorAll(`${part} .scroll`)];
    return regions.filter((region) => region.scrollWidth > region.clientWidth + 1).map((region) => region.innerText);
  }, part);
}
