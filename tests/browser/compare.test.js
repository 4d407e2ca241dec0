// Scripts add to pages and replace nothing: choosing areas to compare, and sorting tables of areas.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { drawn, open } from "./browser.js";
import { accessibility } from "./checks/accessibility.js";
import { reflow } from "./checks/reflow.js";
import { browser, none, origin } from "./setting.js";

/** The cells of a column of a table, below its head and without the rows that stay below. */
const column = (page, at) =>
  page.locator("table.sortable").first().locator(`tbody:not(.below) tr > :nth-child(${at})`).allTextContents();

describe("comparing areas", () => {
  test("chosen areas stand side by side, with what the figures say of their difference", async () => {
    const { page, said, close } = await open(browser, `${origin}/compare/index.html`);
    await page.getByLabel("Period").selectOption("2013-14");
    await page.getByLabel("First area").selectOption("Kent");
    await page.getByLabel("Second area").selectOption("Derbyshire");
    const result = page.locator("#choose-result");
    assert.match(await result.locator("table").textContent(), /Kent1,489.*91\.2 to 101\.0.*Derbyshire977.*100\.4 to 113\.9/);
    assert.match(await result.locator("li").textContent(), /^Kent 96 .*Derbyshire 107 .*Perhaps different/);
    await page.getByLabel("Third area").selectOption("Dorset");
    await page.getByLabel("Fourth area").selectOption("Lancashire");
    const verdicts = await result.locator("li strong").allTextContents();
    assert.deepEqual(verdicts, [
      "Perhaps different",
      "No difference shown",
      "Different",
      "Different",
      "Different",
      "Different",
    ]);
    await page.getByLabel("Second area").selectOption("Kent");
    await page.getByLabel("Third area").selectOption("");
    await page.getByLabel("Fourth area").selectOption("");
    assert.equal(await page.locator("#choose-state").textContent(), "Choose at least two different areas.");
    const faults = [...said, ...(await accessibility(page))];
    await page.setViewportSize({ width: 320, height: 640 });
    faults.push(...(await reflow(page)));
    await close();
    none(faults);
  });

  test("every measure can be chosen", async () => {
    const { page, said, close } = await open(browser, `${origin}/compare/index.html`);
    for (const option of await page.getByLabel("Measure").locator("option").allTextContents()) {
      await page.getByLabel("Measure").selectOption(option);
      await page.locator("#choose-result caption", { hasText: option }).waitFor();
    }
    await close();
    none(said);
  });

  test("figures that cannot be loaded are said to be so", async () => {
    const { page, close } = await open(browser, `${origin}/compare/index.html`);
    await page.route("**/*.json", (route) => route.abort());
    await page.getByLabel("Measure").selectOption({ index: 1 });
    await page.locator("#choose-state", { hasText: "could not be loaded" }).waitFor();
    // Nothing of the measure before is left to be chosen from or to be taken for the new one.
    assert.equal(await page.locator("#choose-result").textContent(), "");
    for (const label of ["Period", "First area"]) assert.equal(await page.getByLabel(label).isDisabled(), true);
    await page.unroute("**/*.json");
    await page.getByLabel("Measure").selectOption({ index: 0 });
    await page.locator("#choose-result table").waitFor();
    assert.equal(await page.getByLabel("First area").isDisabled(), false);
    await close();
  });

  test("a slow answer does not overwrite a later choice", async () => {
    const { page, said, close } = await open(browser, `${origin}/compare/index.html`);
    const titles = await page.getByLabel("Measure").locator("option").allTextContents();
    await page.locator("#choose-result table").waitFor();
    let answer;
    const slow = new Promise((resolve) => (answer = resolve));
    const second = await page.getByLabel("Measure").locator("option").nth(1).getAttribute("value");
    await page.route(`**/${second.split("/").at(-1)}`, async (route) => {
      await slow;
      await route.continue();
    });
    await page.getByLabel("Measure").selectOption(titles[1]);
    await page.getByLabel("Measure").selectOption(titles[2]);
    await page.locator("#choose-result caption", { hasText: titles[2] }).waitFor();
    const finished = page.waitForResponse(`**/${second.split("/").at(-1)}`);
    answer();
    await (await finished).finished();
    // What the script does with an answer it does before the next frame.
    await drawn(page);
    assert.match(await page.locator("#choose-result caption").textContent(), new RegExp(`^${titles[2].replace(/[()]/g, "\\$&")}`));
    await close();
    none(said);
  });

  test("without script there is nothing to choose, and a page of each area", async () => {
    const { page, said, close } = await open(browser, `${origin}/compare/index.html`, { javaScriptEnabled: false });
    assert.equal(await page.locator("#choose").isVisible(), false);
    assert.ok((await page.getByRole("link", { name: "Kent", exact: true }).count()) === 1);
    await close();
    none(said);
  });
});

describe("sorting areas", () => {
  test("a column sorts up and down by number, and what is not known stays last", async () => {
    const { page, said, close } = await open(browser, `${origin}/measures/rso_rate/2013-14/index.html`);
    const names = await column(page, 1);
    assert.deepEqual(names, [...names].sort());
    const numbers = async () => (await column(page, 3)).map((text) => Number(text.replace(",", "")) || null);
    const head = page.getByRole("button", { name: "Count" });
    await head.click();
    const up = (await numbers()).filter(Boolean);
    assert.deepEqual(up, [...up].sort((a, b) => a - b));
    assert.equal((await numbers()).at(-1), null);
    await head.click();
    assert.deepEqual((await numbers()).filter(Boolean), up.reverse());
    assert.equal((await numbers()).at(-1), null);
    assert.equal(await page.locator("th[aria-sort]").getAttribute("aria-sort"), "descending");
    const changes = (await column(page, 7)).map((text) => Number(text.replace("\u2212", "-")));
    assert.equal(await page.locator("thead th").nth(6).textContent(), "Change in the rate");
    assert.ok(changes.some(Number.isNaN) && changes.some((change) => change > 0));
    const below = await page.locator("tbody.below th").textContent();
    assert.match(below, /England and Wales/);
    none([...said, ...(await accessibility(page))]);
    await close();
  });

  test("changes sort by size with their signs, and drawings cannot be sorted", async () => {
    const { page, said, close } = await open(browser, `${origin}/measures/rso_rate/index.html`);
    const heads = page.locator("table.sortable").first().locator("thead th");
    const titles = await heads.allTextContents();
    const drawings = titles.indexOf("All periods");
    assert.equal(await heads.nth(drawings).locator("button").count(), 0);
    await page.getByRole("button", { name: "Change in the rate" }).click();
    const changes = (await column(page, titles.indexOf("Change in the rate") + 1)).map((text) => text.replace("\u2212", "-"));
    const known = changes.filter((text) => /^[+-]?\d/.test(text)).map(Number);
    assert.ok(known[0] < 0 && known.at(-1) > 0);
    assert.deepEqual(known, [...known].sort((a, b) => a - b));
    assert.ok(changes.slice(known.length).every((text) => text.startsWith("[")));
    await close();
    none(said);
  });

  test("what small charts draw stands in a table that a link opens", async () => {
    const { page, said, close } = await open(browser, `${origin}/measures/rso_rate/index.html`);
    const figures = page.locator("#areas-by-period");
    assert.equal(await figures.isVisible(), false);
    await page.locator("#chart-areas").getByRole("link", { name: "The same figures in a table" }).click();
    await figures.waitFor({ state: "visible" });
    const teesside = await figures.locator("tr", { hasText: "Teesside" }).textContent();
    assert.match(teesside, /163.*217/);
    none([...said, ...(await accessibility(page))]);
    await close();
  });
});
