// Books that are made for a test: a mini-site of tests/sites over the one that all have in common, and what is added.

import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { read } from "./site.js";

const SITES = path.resolve(import.meta.dirname, "../sites");

/** Builds a book from folders laid over each other. Gives the files of its site. */
export async function built(...folders) {
  const place = mkdtempSync(path.join(tmpdir(), "areabook-"));
  try {
    for (const folder of [path.join(SITES, "_base"), ...folders]) {
      cpSync(folder, `${place}/book`, { recursive: true });
    }
    rmSync(`${place}/book/expected`, { recursive: true, force: true });
    execFileSync(process.env.AREABOOK, ["build", `${place}/book`, "--out", `${place}/site`], { stdio: ["ignore", "ignore", "inherit"] });
    return await read(`${place}/site`);
  } finally {
    rmSync(place, { recursive: true });
  }
}

/** The folder of a mini-site. */
export const miniSite = (name) => path.join(SITES, name);
