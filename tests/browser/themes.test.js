// Themes of a publisher's own pass what the default theme passes.

import { describe, test } from "node:test";
import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { built, miniSite } from "./books.js";
import { open } from "./browser.js";
import { accessibility, contrast } from "./checks/accessibility.js";
import { keyboard } from "./checks/keyboard.js";
import { references, unresolved } from "./checks/links.js";
import { reflow } from "./checks/reflow.js";
import { validity } from "./checks/validity.js";
import { theme } from "./govuk/theme.js";
import { serve } from "./server.js";
import { pages } from "./site.js";
import { browser, none } from "./setting.js";

/** Serves a site below the folder at which it is published, and looks at every page. */
async function examined(files, folder = "") {
  const published = new Map([...files].map(([file, bytes]) => [`${folder}${file}`, bytes]));
  published.set("_headers", files.get("_headers"));
  const { origin, close } = await serve(published);
  const [faults, found] = [[], new Map()];
  for (const file of pages(published)) {
    const { page, said, close } = await open(browser, `${origin}/${file}`);
    found.set(file, await references(page));
    const ofPage = [...said, ...(await validity(String(published.get(file)))), ...(await accessibility(page))];
    ofPage.push(...(await keyboard(page)));
    await page.emulateMedia({ colorScheme: "dark" });
    ofPage.push(...(await contrast(page)));
    await page.setViewportSize({ width: 320, height: 640 });
    ofPage.push(...(await reflow(page)));
    faults.push(...ofPage.map((fault) => `${file}: ${fault}`));
    await close();
  }
  await close();
  return [...faults, ...unresolved(published, origin, found)];
}

describe("themes", () => {
  test("a second theme with its own templates, colours and logo", async () => {
    const files = await built(miniSite("second-theme"));
    none(await examined(files, "figures/reports/"));
    const home = String(files.get("index.html"));
    assert.match(home, /Harbour figures/);
    assert.match(home, /<header class="harbour">/);
    const logo = [...files.keys()].find((file) => /^assets\/logo\.\w{10}\.svg$/.test(file));
    assert.ok(home.includes(`src="${logo}"`), "the logo has its published name");
    const style = String(files.get([...files.keys()].find((file) => file.endsWith(".css"))));
    assert.match(style, /url\("waves\.\w{10}\.svg"\)/);
    assert.match(style, /--link: #0b5c5c/);
    assert.match(String(files.get("404.html")), /href="\/figures\/reports\/index\.html"/);
  });

  test("GOV.UK Frontend, from its npm package", async () => {
    const place = mkdtempSync(path.join(tmpdir(), "areabook-govuk-"));
    try {
      await theme(`${place}/themes/govuk`);
      const base = readFileSync(path.join(miniSite("_base"), "book.toml"), "utf8");
      writeFileSync(`${place}/book.toml`, base.replace("[book]", '[book]\ntheme = "govuk"'));
      const files = await built(place);
      assert.match(String(files.get("index.html")), /class="govuk-template/);
      none(await examined(files));
    } finally {
      rmSync(place, { recursive: true });
    }
  });
});
