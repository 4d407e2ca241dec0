// What somebody who has never seen the site looks for, from the home page of the sample book, in three steps at most.

import { describe, test } from "node:test";
import assert from "node:assert/strict";

import { open } from "./browser.js";
import { browser, origin } from "./setting.js";

const MOST_STEPS = 3;

/** Each question: the words of the links to follow, and what then stands in the window or in the row of a table. */
const questions = [
  ["the rate of Derbyshire in 2013-14", ["Derbyshire", "2013-14"], /Registered sexual offenders per 100,000 people\s+107/],
  ["what Level 2 means", ["How to read these figures"], /Level\s2\s+Several agencies meet/],
  ["whether the numbers rose", ["Derbyshire", "2013-14"], /up 69 from 908/],
  [
    "whether Kent's rate is really lower than Derbyshire's",
    ["Compare areas", "Kent"],
    /Kent has 96 \(95% interval 91\.2 to 101\.0\)[\s\S]*Difference: Kent minus the other area[\s\S]*Derbyshire\s+107\s+100\.4 to 113\.9\s+−11\s+Perhaps different[\s\S]*less than 1 time in 20, but not less than 1 time in 500/,
  ],
  ["the correction in Dorset's report", ["Dorset", "2013-14", "see what was corrected and why"], /884\s+844\s+The cells of the printed table add up to 844/],
];

describe("a new user finds", () => {
  for (const [what, links, answer] of questions) {
    test(what, async () => {
      assert.ok(links.length <= MOST_STEPS);
      const { page, close } = await open(browser, `${origin}/index.html`);
      for (const link of links) await page.getByRole("link", { name: link, exact: true }).first().click();
      assert.match(await page.locator("main").innerText(), answer);
      await close();
    });
  }
});
