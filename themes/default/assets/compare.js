// Sets two to four chosen areas side by side. Without it the page leads to a page of each area beside every other.
"use strict";

const place = (id) => document.getElementById(id);
const chosen = ["area-1", "area-2", "area-3", "area-4"].map(place);
const [measure, period, state, result] = ["measure", "period", "choose-state", "choose-result"].map(place);
let data = null;

const element = (name, text = "", attributes = {}) => {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

/** Fills a list with choices and keeps what was chosen, where it is still there. */
const fill = (list, choices, kept) => {
  list.replaceChildren(...choices.map((text) => element("option", text, { value: text })));
  if (choices.includes(kept)) list.value = kept;
};

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

const current = () => data.periods.find((one) => one.period === period.value);

/** The verdict on two areas by their places: pairs stand in order, the first area's pairs first. */
const verdict = (found, one, other) => {
  const [low, high] = one < other ? [one, other] : [other, one];
  const before = low * found.areas.length - (low * (low + 1)) / 2;
  return data.verdicts[Number(found.pairs[before + high - low - 1])];
};

const table = (found, places) => {
  const made = element("table", "", { class: "compared" });
  const caption = element("caption");
  caption.append(element("span", `${data.measure}, ${found.period}`), element("span", capital(found.unit), { class: "counts" }));
  const head = element("tr");
  head.append(element("th", "Area", { scope: "col" }));
  data.columns.forEach((text, at) => head.append(element("th", text, { scope: "col", ...(at < 5 && { class: "figure" }) })));
  const thead = element("thead");
  thead.append(head);
  const body = element("tbody");
  for (const at of places) {
    const [name, cells] = found.areas[at];
    const row = element("tr");
    row.append(element("th", name, { scope: "row" }));
    cells.forEach((text, at) => row.append(element("td", text, at < 5 ? {} : { class: "words" })));
    body.append(row);
  }
  made.append(caption, thead, body);
  const scroll = element("div", "", { class: "scroll", role: "region", tabindex: "0", "aria-label": "Chosen areas" });
  scroll.append(made);
  return scroll;
};

const sentences = (found, places) => {
  const list = element("ul");
  places.forEach((one, at) => {
    for (const other of places.slice(at + 1)) {
      const [names, rates] = [[one, other].map((at) => found.areas[at][0]), [one, other].map((at) => found.areas[at][1])];
      const pair = `${names[0]} ${rates[0][2]} (${rates[0][3]}), ${names[1]} ${rates[1][2]} (${rates[1][3]}): `;
      const item = element("li");
      const [short, long] = verdict(found, one, other);
      item.append(pair, element("strong", short), `: ${long}`);
      list.append(item);
    }
  });
  return list;
};

const show = () => {
  const found = current();
  const names = found.areas.map((area) => area[0]);
  const places = [...new Set(chosen.map((list) => names.indexOf(list.value)).filter((at) => at >= 0))];
  if (places.length < 2) {
    state.textContent = "Choose at least two different areas.";
    result.replaceChildren();
    return;
  }
  state.textContent = `${places.length} areas side by side.`;
  result.replaceChildren(table(found, places), element("h3", "Do they differ?"), sentences(found, places));
  if (found.nation) result.append(element("p", found.nation));
  const shown = places.flatMap((at) => found.areas[at][1]).join(" ");
  const used = data.shorthand.filter(([sign]) => shown.includes(sign)).map((pair) => pair.join(" "));
  if (used.length > 0) result.append(element("p", `${used.join("; ")}.`, { class: "hint" }));
};

const choosePeriod = () => {
  const names = current().areas.map((area) => area[0]);
  const taken = [];
  chosen.forEach((list, at) => {
    const isKept = names.includes(list.value) && !taken.includes(list.value);
    const other = at < 2 ? names.find((name) => !taken.includes(name)) : "";
    const value = isKept ? list.value : other;
    taken.push(value);
    fill(list, at < 2 ? names : ["", ...names], value);
  });
  show();
};

/** Keeps the figures of the chosen measure; without any there is nothing to choose from. */
const hold = (found) => {
  data = found;
  for (const list of [period, ...chosen]) list.disabled = !found;
  if (!found) result.replaceChildren();
};

const load = async () => {
  const wanted = measure.value;
  hold(null);
  state.textContent = "Loading …";
  let found = null;
  try {
    const answer = await fetch(wanted);
    if (answer.ok) found = await answer.json();
  } catch {
    // Said below: the reader can do nothing with the reason.
  }
  // A slow answer is of no use once another measure was chosen.
  if (wanted !== measure.value) return;
  hold(found);
  if (!found) {
    state.textContent = "The figures could not be loaded. The pages below hold the same.";
    return;
  }
  fill(period, data.periods.map((one) => one.period), period.value);
  choosePeriod();
};

place("choose").hidden = false;
measure.addEventListener("change", load);
period.addEventListener("change", choosePeriod);
chosen.forEach((list) => list.addEventListener("change", show));
load();
