// A report of the sample book on a phone.

import assert from "node:assert/strict";
import { test } from "node:test";

import { open } from "./browser.js";
import { scrolled } from "./checks/phone.js";
import { browser, none, origin } from "./setting.js";

test("the tables of a report fit a phone", async () => {
  const { page, close } = await open(browser, `${origin}/areas/dorset/2013-14/index.html`, { width: 390 });
  assert.ok((await page.locator("[aria-labelledby=statistics] table").count()) > 5);
  const faults = await scrolled(page, "[aria-labelledby=statistics]");
  faults.push(...(await scrolled(page, "[aria-labelledby=corrections]")));
  await close();
  none(faults);
});
