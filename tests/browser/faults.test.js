// Each check must find the fault that it is there for: a page is broken in one way, and the check has to name it.

import { describe, test } from "node:test";
import assert from "node:assert/strict";

import { open } from "./browser.js";
import { accessibility, contrast } from "./checks/accessibility.js";
import { keyboard } from "./checks/keyboard.js";
import { references, unresolved } from "./checks/links.js";
import { phone } from "./checks/phone.js";
import { print } from "./checks/print.js";
import { reflow } from "./checks/reflow.js";
import { validity } from "./checks/validity.js";
import { serve } from "./server.js";
import { pages } from "./site.js";
import { browser, files } from "./setting.js";

/** The longest page that has everything: tables, charts, links, a contents list. */
const PAGE = pages(files)
  .filter((path) => {
    const main = String(files.get(path)).split("<main").at(-1).split("</main>")[0];
    return ["<caption", "<svg", 'href="https:', 'class="contents"'].every((part) => main.includes(part));
  })
  .sort((a, b) => files.get(b).length - files.get(a).length)[0];
const STYLE = [...files.keys()].find((path) => /^assets\/style\.\w+\.css$/.test(path));

const replaced = (from, to) => (html) => {
  const changed = html.replace(from, to);
  assert.notEqual(changed, html, `${from} is not on the page`);
  return changed;
};
const added = (html) => replaced("</main>", `${html}</main>`);

const checks = {
  said: async ({ said }) => said,
  accessibility: ({ page }) => accessibility(page),
  dark: async ({ page }) => {
    await page.emulateMedia({ colorScheme: "dark" });
    return contrast(page);
  },
  validity: ({ html }) => validity(html),
  reflow: async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    return reflow(page);
  },
  phone: async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 800 });
    return phone(page);
  },
  keyboard: ({ page }) => keyboard(page),
  links: async ({ page, site, origin }) => unresolved(site, origin, new Map([[PAGE, await references(page)]])),
  print: async ({ page }) => (await print(page)).faults,
};

const faults = [
  ["a table without its caption", "validity", { page: replaced(/<caption[^]*?<\/caption>/, "") }, /caption/],
  ["a scrolling region without its label", "reflow", { page: replaced(/ aria-labelledby="[^"]*-caption"/g, "") }, /no label/],
  ["a chart without its name", "accessibility", { page: replaced(/(<svg[^>]*?) aria-label(ledby)?="[^"]*"([^>]*>)\s*<title[^]*?<\/title>/g, "$1$3") }, /svg-img-alt/],
  ["a picture without its text", "accessibility", { page: added('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">') }, /image-alt/],
  ["a form field without its label", "accessibility", { page: added("<input>") }, /label/],
  ["a page without its language", "accessibility", { page: replaced(/ lang="[^"]*"/, "") }, /html-has-lang/],
  ["a heading that is out of order", "accessibility", { page: added("<h2>Two</h2><h5>Five</h5>") }, /heading-order/],
  ["pale text", "accessibility", { style: "main p { color: #bbb; }" }, /color-contrast/],
  ["pale text in dark mode", "dark", { style: "@media (prefers-color-scheme: dark) { main p { color: #444; } }" }, /color-contrast/],
  ["buttons that are too small to touch", "accessibility", { page: added('<p class="tiny"><button type="button">a</button><button type="button">b</button></p>'), style: ".tiny button { width: 10px; height: 10px; padding: 0; border: 0; font-size: 5px; }" }, /target-size/],
  ["an id that is there twice", "validity", { page: added('<p id="main">twice</p>') }, /no-dup-id/],
  ["a tag that is not closed", "validity", { page: added("<section><h2>Open</h2>") }, /close-order/],
  ["a script in the page", "said", { page: added("<script>document.title = 'x';</script>") }, /Content Security Policy/],
  ["a style in the page", "said", { page: added('<p style="color: red">red</p>') }, /Content Security Policy/],
  ["a picture from elsewhere", "said", { page: added('<img alt="" src="https://elsewhere.example/x.png">') }, /elsewhere/],
  ["something that is too wide", "reflow", { page: added('<p class="wide">wide</p>'), style: ".wide { width: 50rem; }" }, /800 pixels|wide/],
  ["a link to a page that is not there", "links", { page: added('<a href="../nowhere/index.html">nowhere</a>') }, /nowhere\/index.html leads to no file/],
  ["a link to an anchor that is not there", "links", { page: added('<a href="#nowhere">nowhere</a>') }, /#nowhere leads to no anchor/],
  ["a link into the disk of a reader", "links", { page: added('<a href="file:///etc/hosts">disk</a>') }, /cannot be followed/],
  ["no focus style", "keyboard", { style: "a:focus-visible { outline: none; box-shadow: none; }" }, /focus cannot be seen/],
  ["a skip link that never shows", "keyboard", { style: ".skip:focus { inset-inline-start: -999rem; }" }, /cannot be seen/],
  ["a page without a skip link", "keyboard", { page: replaced(/<a class="skip".*?<\/a>/, "") }, /not the skip link/],
  ["a stop that is out of order", "keyboard", { page: added('<a href="#main" tabindex="1">first</a>') }, /first stop|jumps back/],
  ["a bar that covers what has the focus", "keyboard", { page: added('<p class="bar">bar</p>'), style: ".bar { position: fixed; inset: 0; background: red; }" }, /covers/],
  ["columns beyond the edge without a word", "phone", { style: ".scroll { container-type: normal !important; } main table { min-width: 60rem; }" }, /nothing says that columns lie beyond/],
  ["words in a narrow column", "phone", { page: added('<table class="by-row"><tr><td>words</td></tr></table>'), style: ".by-row td { display: block; width: 40px; }" }, /too narrow/],
  ["navigation on paper", "print", { style: "@media print { nav, .skip { display: block !important; } }" }, /navigation is printed/],
  ["pages without numbers", "print", { style: "@page { @bottom-right { content: ''; } }" }, /no page number/],
  ["tables that are cut", "print", { style: "@media print { tbody tr:last-child { break-before: page; } }" }, /cut/],
  ["links without their addresses", "print", { style: "a::after { content: none !important; }" }, /address of a link/],
  ["no contents list", "print", { style: "@media print { .contents { display: none !important; } }" }, /contents list/],
];

describe("each check finds its fault", { concurrency: 2 }, () => {
  for (const [name, check, { page: change, style }, expected] of faults) {
    test(name, async () => {
      const site = new Map(files);
      const html = change ? change(String(files.get(PAGE))) : String(files.get(PAGE));
      site.set(PAGE, Buffer.from(html));
      if (style) site.set(STYLE, Buffer.concat([files.get(STYLE), Buffer.from(style)]));
      const server = await serve(site);
      const opened = await open(browser, `${server.origin}/${PAGE}`);
      const found = await checks[check]({ ...opened, html, site, origin: server.origin });
      await opened.close();
      await server.close();
      assert.match(found.join("\n"), expected);
    });
  }
});
