// The printed page: A4 with page numbers, without navigation, tables whole, addresses of links written out.

import { execFileSync } from "node:child_process";

// The height that is left for content on A4 by the margins of the style sheet, in CSS pixels, less a heading.
const ROOM = 800;
const A4_WIDTH = 680;

/** The text of each page of a PDF. */
export function text(pdf) {
  const printed = execFileSync("pdftotext", ["-layout", "-enc", "UTF-8", "-", "-"], { input: pdf, maxBuffer: 1 << 26 });
  return String(printed).split("\f").slice(0, -1);
}

/** What is wrong with a page when it is printed. */
export async function print(page) {
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: A4_WIDTH, height: 1000 });
  const expected = await page.evaluate(mark, ROOM);
  await page.evaluate(() => document.fonts.ready);
  const pdf = await page.pdf({ preferCSSPageSize: true, format: "A4" });
  const sheets = text(pdf);
  const all = sheets.join("\n");
  const faults = [];
  sheets.forEach((sheet, at) => {
    if (!sheet.includes(`Page ${at + 1} of ${sheets.length}`)) faults.push(`page ${at + 1} of ${sheets.length} has no page number`);
    if (sheet.trim().split("\n").length < 4 && at + 1 < sheets.length) faults.push(`page ${at + 1} is as good as empty`);
  });
  const sheetOf = (token) => sheets.findIndex((sheet) => sheet.includes(token));
  for (const { token, title } of expected.tables) {
    const [from, to] = [sheetOf(`${token}a`), sheetOf(`${token}z`)];
    if (from < 0 || to < 0) faults.push(`a table is not printed: ${title}`);
    else if (from !== to) faults.push(`a table is cut between pages ${from + 1} and ${to + 1}: ${title}`);
  }
  const squeezed = all.replace(/\s+/g, "");
  const has = (wanted) => squeezed.includes(wanted.replace(/\s+/g, ""));
  faults.push(...expected.navigation.map((name) => `navigation is printed: ${name}`));
  for (const address of expected.addresses) if (!has(address)) faults.push(`the address of a link is not printed: ${address}`);
  for (const heading of expected.headings) if (!has(heading)) faults.push(`a heading is not printed: ${heading}`);
  if (expected.contents && sheetOf("§c") < 0) faults.push("the contents list is not printed");
  return { faults, sheets: sheets.length };
}

/** Marks the first and last line of each table that fits a page, and gives what must and must not be printed. */
function mark(room) {
  const words = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const tables = [...document.querySelectorAll("main table")]
    .filter((table) => table.getBoundingClientRect().height < room)
    .map((table, at) => {
      const token = `§${at}`;
      (table.caption ?? table.rows[0].cells[0]).append(` ${token}a`);
      [...table.rows].at(-1).cells[0].append(` ${token}z`);
      return { token, title: words(table.caption ?? table) };
    });
  const all = (selector) => [...document.querySelectorAll(selector)];
  const contents = all("nav.contents li").at(-1);
  contents?.append(" §c");
  return {
    tables,
    navigation: all("a[href='#main'], nav:not(.contents)").filter((element) => element.checkVisibility()).map(words),
    addresses: all("main a[href^='https:']").map((link) => link.getAttribute("href")),
    headings: all("main h1, main h2").map(words),
    contents: contents !== undefined,
  };
}
