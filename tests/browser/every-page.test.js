// Every page of the site, whatever pages there are.

import { describe, test } from "node:test";
import assert from "node:assert/strict";

import { open } from "./browser.js";
import { accessibility } from "./checks/accessibility.js";
import { references, unresolved } from "./checks/links.js";
import { reflow } from "./checks/reflow.js";
import { validity } from "./checks/validity.js";
import { pages } from "./site.js";
import { browser, files, none, origin } from "./setting.js";

const found = new Map();

describe("every page", { concurrency: 2 }, () => {
  for (const path of pages(files)) {
    test(path, async () => {
      const faults = await validity(String(files.get(path)));
      const { page, said, close } = await open(browser, `${origin}/${path}`);
      found.set(path, await references(page));
      faults.push(...said, ...(await accessibility(page)));
      // Below and above the width from which two columns fit.
      for (const width of [320, 390, 700]) {
        await page.setViewportSize({ width, height: 640 });
        faults.push(...(await reflow(page)));
      }
      await close();
      none(faults);
    });
  }
});

test("every link resolves", () => none(unresolved(files, origin, found)));

test("pages and styles are light", () => {
  const heavier = ([path, bytes]) => bytes.length > (path.endsWith(".css") ? 30_000 : 100_000);
  const weighed = [...files].filter(([path]) => /\.(html|css)$/.test(path));
  assert.ok(weighed.length > 50);
  none(weighed.filter(heavier).map(([path, bytes]) => `${path} has ${bytes.length} bytes`));
});

test("one style sheet, and nothing else, is loaded for a page", async () => {
  const { page, close } = await open(browser, `${origin}/index.html`);
  const loaded = await page.evaluate(() => performance.getEntriesByType("resource").map((entry) => entry.name));
  await close();
  assert.deepEqual(loaded.filter((name) => !name.includes("favicon")).map((name) => name.split(".").at(-1)), ["css"]);
});

test("the sitemap names every page, and robots.txt names the sitemap", () => {
  const addresses = [...String(files.get("sitemap.xml")).matchAll(/<loc>https:\/\/[^/]+\/([^<]*)<\/loc>/g)].map((found) => found[1]);
  const expected = pages(files).filter((path) => path !== "404.html").map((path) => path.replace(/index\.html$/, ""));
  assert.deepEqual(addresses.sort(), expected.sort());
  assert.match(String(files.get("robots.txt")), /^Sitemap: https:\/\/[^/]+\/sitemap\.xml$/m);
});
