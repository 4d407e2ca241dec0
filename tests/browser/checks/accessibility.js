// WCAG 2.2 AA and the best practices that axe-core can see.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

async function run(page, options) {
  await page.evaluate(AXE);
  // Without preloading, axe asks for no style sheet itself, which the policy would refuse.
  const found = await page.evaluate(
    (options) => window.axe.run(document, { preload: false, resultTypes: ["violations"], ...options }),
    options,
  );
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary.replace(/\s+/g, " ")}`),
  );
}

/** All rules, target sizes included, which axe leaves off by default. */
export function accessibility(page) {
  return run(page, { runOnly: { type: "tag", values: TAGS }, rules: { "target-size": { enabled: true } } });
}

/** The contrast of text alone, for another colour scheme. */
export function contrast(page) {
  return run(page, { runOnly: { type: "rule", values: ["color-contrast"] } });
}
