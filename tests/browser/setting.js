// What the tests share: the built site, a server for it, a browser. All end when the tests do.

import { after } from "node:test";

import { launch } from "./browser.js";
import { serve } from "./server.js";
import { read } from "./site.js";

export const files = await read(process.env.SITE);
export const browser = await launch();
export const { origin, close } = await serve(files);

after(async () => {
  await browser.close();
  await close();
});

/** Fails with the faults, one a line. */
export function none(faults) {
  if (faults.length > 0) throw new Error(`${faults.length} faults\n${faults.slice(0, 20).join("\n")}`);
}
