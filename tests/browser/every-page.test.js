// Every page of the site, whatever pages there are.

import { describe, test } from "node:test";

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
      await page.setViewportSize({ width: 320, height: 640 });
      faults.push(...(await reflow(page)));
      await close();
      none(faults);
    });
  }
});

test("every link resolves", () => none(unresolved(files, origin, found)));
