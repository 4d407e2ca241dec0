// Makes an areabook theme of GOV.UK Frontend, from its official npm package. See README.md beside this file.

import { createRequire } from "node:module";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";

const here = import.meta.dirname;
const govuk = path.join(path.dirname(createRequire(import.meta.url).resolve("govuk-frontend/package.json")), "dist/govuk");

/** Writes templates and assets to `folder`, `themes/govuk` of a book for example. */
export async function theme(folder) {
  await mkdir(`${folder}/assets`, { recursive: true });
  await cp(`${here}/templates`, `${folder}/templates`, { recursive: true });
  const style = await readFile(`${govuk}/govuk-frontend.min.css`, "utf8");
  // areabook publishes all assets in one folder and puts a hash into their names, here too.
  const named = new Set();
  const flat = style.replace(/url\(["']?\/assets\/(?:fonts|images)\/([^"')]+)["']?\)/g, (_, name) => {
    named.add(name);
    return `url(${name})`;
  });
  const own = await readFile(`${here}/prose.css`, "utf8");
  await writeFile(`${folder}/assets/style.css`, `${flat.replace(/\/\*# sourceMappingURL.*/, "")}\n${own}`);
  for (const name of named) {
    await cp(`${govuk}/assets/${/\.woff2?$/.test(name) ? "fonts" : "images"}/${name}`, `${folder}/assets/${name}`);
  }
  await cp(`${govuk}/assets/images/favicon.svg`, `${folder}/assets/favicon.svg`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await theme(process.argv[2]);
}
