// Debian's Chromium, one for the whole run.

import { chromium } from "playwright-core";

// The process talks to the loopback address only: nothing that calls home is left on.
const QUIET = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
];

/** A headless browser. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    chromiumSandbox: process.getuid?.() !== 0,
    args: QUIET,
  });
}

/** Waits until the page has drawn what its scripts and the last scrolling changed: a rule that asks whether a region can be scrolled
 * holds from the next frame on. */
export function drawn(page) {
  return page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** Opens an address in a new tab. `said` fills with whatever the browser complains of, and with requests to elsewhere. */
export async function open(browser, url, { width = 1280, ...options } = {}) {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    // Scrolling that takes time would hide where the focus is.
    reducedMotion: "reduce",
    ...options,
  });
  const page = await context.newPage();
  const said = [];
  const { origin } = new URL(url);
  page.on("console", (message) => said.push(`console: ${message.text()}`));
  page.on("pageerror", (fault) => said.push(`script: ${fault.message}`));
  page.on("requestfailed", (request) => said.push(`not loaded: ${request.url()} (${request.failure()?.errorText})`));
  page.on("request", (request) => {
    const inside = request.url().startsWith(`${origin}/`) || request.url().startsWith("data:");
    if (!inside) said.push(`request to elsewhere: ${request.url()}`);
  });
  await page.goto(url, { waitUntil: "load" });
  return { page, said, close: () => context.close() };
}
