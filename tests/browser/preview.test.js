// The preview as somebody uses it who writes a report: real edits in a folder, and what a real browser then shows.

import { after, describe, test } from "node:test";
import assert from "node:assert/strict";
import { readFileSync, renameSync, writeFileSync } from "node:fs";

import { miniSite, previewed } from "./books.js";
import { open } from "./browser.js";
import { accessibility, contrast } from "./checks/accessibility.js";
import { keyboard } from "./checks/keyboard.js";
import { reflow } from "./checks/reflow.js";
import { validity } from "./checks/validity.js";
import { browser, none } from "./setting.js";

const { book, origin, close } = await previewed(miniSite("clean"));
after(close);

const RETURN = `${book}/areas/north/2019-20/statistics.yaml`;
const FOREWORD = `${book}/areas/north/2019-20/foreword.md`;
const PAGE = `${origin}/areas/north/2019-20/`;
const figures = readFileSync(RETURN, "utf8");
const foreword = readFileSync(FOREWORD, "utf8");

/** The figures with one cell changed, and its totals with it. */
const changed = (red) => figures.replace("red: 10", `red: ${red}`).replace("total: 30", `total: ${red + 20}`)
  .replace("red: 13", `red: ${red + 3}`).replace("total: 33", `total: ${red + 23}`);

const panel = (page) => page.locator(".areabook-findings");
const shows = (page, text) => page.waitForFunction((text) => document.body.innerText.includes(text), text, { timeout: 10_000 });
/** What the browser complained of, but for the channel that every new page closes, and for what a page that is loaded anew waits for no longer. */
const complaints = (said) => said.filter((line) => !line.includes("/_areabook/events") && !line.endsWith("(net::ERR_ABORTED)"));

describe("preview", () => {
  test("a page shows the new figure, a finding, and the page again", async () => {
    const { page, said, close } = await open(browser, PAGE);
    assert.match(await page.title(), /^DRAFT: /);
    writeFileSync(RETURN, changed(8711));
    await shows(page, "8,711");
    assert.equal(await panel(page).count(), 0);
    writeFileSync(RETURN, changed(8711).replace("red: 8711", "red: 8,711 people"));
    await panel(page).waitFor();
    assert.match(await panel(page).innerText(), /statistics\.yaml, line \d+/);
    await shows(page, "8,711");
    writeFileSync(`${RETURN}.new`, figures);
    renameSync(`${RETURN}.new`, RETURN);
    await panel(page).waitFor({ state: "detached" });
    assert.ok(!(await page.innerText("body")).includes("8,711"));
    none(complaints(said));
    await close();
  });

  test("a reader stays where the page was, and closed findings stay closed", async () => {
    const { page, close } = await open(browser, PAGE);
    writeFileSync(FOREWORD, `${foreword}\nWords that are in doubt: TBC.\n`);
    await panel(page).waitFor();
    await panel(page).locator("summary").click();
    await page.evaluate(() => scrollTo(0, 700));
    const before = await page.evaluate(() => scrollY);
    assert.ok(before > 300, `the page scrolls by ${before} only`);
    writeFileSync(RETURN, changed(8722));
    await shows(page, "8,722");
    await page.waitForFunction((y) => Math.abs(scrollY - y) < 2, before);
    assert.equal(await panel(page).locator("details").getAttribute("open"), null);
    writeFileSync(RETURN, figures);
    writeFileSync(FOREWORD, foreword);
    await panel(page).waitFor({ state: "detached" });
    await close();
  });

  test("a page that nothing happens to is not loaded anew, and one that was away is", async () => {
    const one = await open(browser, PAGE);
    const other = await open(browser, `${origin}/reading/`);
    await other.page.evaluate(() => { window.stayed = true; });
    writeFileSync(RETURN, changed(8733));
    await shows(one.page, "8,733");
    const home = await open(browser, PAGE);
    await shows(home.page, "8,733");
    assert.equal(await other.page.evaluate(() => window.stayed), true);
    writeFileSync(RETURN, figures);
    await one.page.waitForFunction(() => !document.body.innerText.includes("8,733"));
    await home.page.waitForFunction(() => !document.body.innerText.includes("8,733"));
    await Promise.all([one.close(), other.close(), home.close()]);
  });

  test("findings are seen and closed without script, by everybody, and are not printed", async () => {
    writeFileSync(RETURN, figures.replace("total: 33", "total: 34"));
    writeFileSync(FOREWORD, `${foreword}\nWords that are in doubt: TBC.\n`);
    const { page, close } = await open(browser, PAGE, { javaScriptEnabled: false });
    await panel(page).waitFor();
    assert.equal(await panel(page).locator("details > ul").isVisible(), true);
    await panel(page).locator("summary").click();
    assert.equal(await panel(page).locator("details > ul").isVisible(), false);
    await close();
    const { page: seen, close: done } = await open(browser, PAGE);
    none(await accessibility(seen));
    none(await validity(await (await fetch(PAGE)).text()));
    await seen.emulateMedia({ colorScheme: "dark" });
    none(await contrast(seen));
    none(await keyboard(seen));
    await seen.emulateMedia({ media: "print" });
    assert.equal(await panel(seen).isVisible(), false);
    assert.equal(await seen.locator(".areabook-draft strong").isVisible(), true);
    await seen.emulateMedia({ media: "screen" });
    await seen.setViewportSize({ width: 320, height: 640 });
    none(await reflow(seen));
    await done();
    writeFileSync(RETURN, figures);
    writeFileSync(FOREWORD, foreword);
  });

  test("the list of all findings follows the files", async () => {
    const { page, said, close } = await open(browser, `${origin}/_findings`);
    writeFileSync(FOREWORD, `${foreword}\nWords that are in doubt: TBC.\n`);
    await shows(page, "TBC");
    none(await accessibility(page));
    writeFileSync(FOREWORD, foreword);
    await page.waitForFunction(() => !document.body.innerText.includes("TBC"));
    none(complaints(said));
    await close();
  });
});
