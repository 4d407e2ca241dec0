// A built site as a map from path to bytes, and what is known of it without a list of its pages.

import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/** Every file below `folder`: its path with `/`, and its bytes. */
export async function read(folder) {
  const files = new Map();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) {
      const file = path.join(entry.parentPath ?? entry.path, entry.name);
      files.set(path.relative(folder, file).split(path.sep).join("/"), await readFile(file));
    }
  }
  return files;
}

/** The paths of all pages, in order. */
export function pages(files) {
  return [...files.keys()].filter((file) => file.endsWith(".html")).sort();
}

/** One page of each kind, the longest: pages whose addresses have one shape (`areas/·/·/index.html`) are of one kind. */
export function longestOfEachKind(files) {
  const kinds = new Map();
  for (const page of pages(files)) {
    const [first, ...rest] = page.split("/");
    const kind = [first, ...rest.map((part) => (part.endsWith(".html") ? part : "·"))].join("/");
    const longest = kinds.get(kind);
    if (!longest || files.get(page).length > files.get(longest).length) kinds.set(kind, page);
  }
  return [...kinds.values()];
}
