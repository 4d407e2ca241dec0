// What takes longer, on the longest page of each kind: narrow and dark pages, the keyboard walk, the printed page.

import { describe, test } from "node:test";

import { open } from "./browser.js";
import { accessibility, contrast } from "./checks/accessibility.js";
import { keyboard } from "./checks/keyboard.js";
import { phone } from "./checks/phone.js";
import { print } from "./checks/print.js";
import { longestOfEachKind } from "./site.js";
import { browser, files, none, origin } from "./setting.js";

describe("each kind of page", { concurrency: 2 }, () => {
  for (const path of longestOfEachKind(files)) {
    test(`${path} narrow and dark`, async () => {
      const { page, close } = await open(browser, `${origin}/${path}`, { width: 320 });
      const faults = await accessibility(page);
      await page.emulateMedia({ colorScheme: "dark" });
      faults.push(...(await contrast(page)));
      await close();
      none(faults);
    });
    test(`${path} on a phone`, async () => {
      const { page, close } = await open(browser, `${origin}/${path}`, { width: 390 });
      const faults = await phone(page);
      await close();
      none(faults);
    });
    for (const width of [1280, 320]) {
      test(`${path} by keyboard at ${width}`, async () => {
        const { page, close } = await open(browser, `${origin}/${path}`, { width });
        const faults = await keyboard(page);
        await close();
        none(faults);
      });
    }
    test(`${path} printed`, async (context) => {
      const { page, close } = await open(browser, `${origin}/${path}`);
      const { faults, sheets } = await print(page);
      context.diagnostic(`${sheets} sheets`);
      await close();
      none(faults);
    });
  }
});
