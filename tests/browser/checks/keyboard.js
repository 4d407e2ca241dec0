// The keyboard walk: the skip link comes first and works, every stop is in view and shows its focus, and the walk ends.

import { drawn } from "../browser.js";

const MOST_STOPS = 1000;

/** What a keyboard user would trip over on a page. */
export async function keyboard(page) {
  const faults = await skips(page);
  await page.goto(page.url().split("#")[0]);
  await page.evaluate(() => {
    // How each thing looks before it has the focus; transitions would hide a change.
    window.before = new Map();
    for (const element of document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")) {
      const style = getComputedStyle(element);
      window.before.set(element, `${style.outline} ${style.boxShadow} ${style.backgroundColor}`);
    }
    window.stops = [];
  });
  for (let stop = 0; ; stop += 1) {
    if (stop === MOST_STOPS) return [...faults, `the walk does not end after ${MOST_STOPS} stops`];
    await page.keyboard.press("Tab");
    const found = await page.evaluate(look);
    if (!found) break;
    faults.push(...found);
    if ((await page.evaluate(covered)).length > 0) {
      await drawn(page);
      faults.push(...(await page.evaluate(covered)));
    }
  }
  faults.push(...(await page.evaluate(missed)));
  return faults;
}

async function skips(page) {
  await page.keyboard.press("Tab");
  const skip = await page.evaluate(() => {
    const link = document.activeElement;
    const box = link.getBoundingClientRect();
    return { to: link.getAttribute("href"), seen: box.width > 0 && box.left >= 0 && box.top >= 0 };
  });
  if (skip.to !== "#main") return ["the first stop is not the skip link"];
  if (!skip.seen) return ["the skip link cannot be seen while it has the focus"];
  await page.keyboard.press("Enter");
  const reached = await page.evaluate(() => document.activeElement.id);
  return reached === "main" ? [] : ["the skip link does not move the focus to the content"];
}

/** The faults of the stop that has the focus; null at the end of the walk. */
function look() {
  const element = document.activeElement;
  if (element === document.body || !element || window.stops.includes(element)) return null;
  const faults = [];
  const name = element.outerHTML.slice(0, 100);
  const style = getComputedStyle(element);
  const last = window.stops.at(-1);
  if (last && !(last.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)) {
    faults.push(`the focus jumps back to ${name}`);
  }
  window.stops.push(element);
  if (`${style.outline} ${style.boxShadow} ${style.backgroundColor}` === window.before.get(element)) {
    faults.push(`the focus cannot be seen on ${name}`);
  }
  return faults;
}

/** Whether something else is seen where the stop is that has the focus. */
function covered() {
  const element = document.activeElement;
  const box = element.getClientRects()[0];
  const y = Math.min(Math.max(box.top + Math.min(box.height, 20) / 2, 0), innerHeight - 1);
  const hit = document.elementFromPoint(Math.min(Math.max(box.left + Math.min(box.width, 20) / 2, 0), innerWidth - 1), y);
  const isSeen = hit && (element.contains(hit) || hit.contains(element));
  return isSeen ? [] : [`something covers ${element.outerHTML.slice(0, 100)}`];
}

/** Links, controls and scrolling regions at which the walk did not stop. */
function missed() {
  const stops = new Set(window.stops);
  const reachable = [...window.before.keys()].filter((element) => element.tabIndex >= 0 && element.checkVisibility());
  const radios = (element) => element.type === "radio";
  return reachable
    .filter((element) => !stops.has(element) && !radios(element))
    .map((element) => `the keyboard does not reach ${element.outerHTML.slice(0, 100)}`);
}
