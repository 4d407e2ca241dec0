// Books that are made for a test: a mini-site of tests/sites over the one that all have in common, and what is added.

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { read } from "./site.js";

const SITES = path.resolve(import.meta.dirname, "../sites");

/** A new folder with a book in it, `book`, made from folders laid over each other. */
function laid(...folders) {
  const place = mkdtempSync(path.join(tmpdir(), "areabook-"));
  for (const folder of [path.join(SITES, "_base"), ...folders]) {
    cpSync(folder, `${place}/book`, { recursive: true });
  }
  rmSync(`${place}/book/expected`, { recursive: true, force: true });
  return place;
}

/** Builds a book from folders laid over each other. Gives the files of its site. */
export async function built(...folders) {
  const place = laid(...folders);
  try {
    execFileSync(process.env.AREABOOK, ["build", `${place}/book`, "--out", `${place}/site`], { stdio: ["ignore", "ignore", "inherit"] });
    return await read(`${place}/site`);
  } finally {
    rmSync(place, { recursive: true });
  }
}

/** Previews a book from folders laid over each other. Gives the book's folder, the origin, and `close` to end it. */
export async function previewed(...folders) {
  const place = laid(...folders);
  const server = spawn(process.env.AREABOOK, ["serve", `${place}/book`, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const [first] = await once(server.stdout.setEncoding("utf8"), "data");
  const close = async () => {
    server.kill("SIGINT");
    if (server.exitCode === null) await once(server, "exit");
    rmSync(place, { recursive: true });
  };
  return { book: `${place}/book`, origin: first.match(/http:\/\/[^/]+/)[0], close };
}

/** The folder of a mini-site. */
export const miniSite = (name) => path.join(SITES, name);
