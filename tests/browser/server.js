// A static server on the loopback address that sends the headers of the site's own `_headers`, as hosts do that read it.

import { createServer } from "node:http";

const TYPES = {
  css: "text/css; charset=utf-8",
  csv: "text/csv; charset=utf-8",
  html: "text/html; charset=utf-8",
  ico: "image/x-icon",
  js: "text/javascript; charset=utf-8",
  json: "application/json",
  png: "image/png",
  svg: "image/svg+xml",
  txt: "text/plain; charset=utf-8",
  woff2: "font/woff2",
  xml: "application/xml",
};

/** The rules of a `_headers` file: a pattern on a line of its own, and indented headers below it. */
export function headerRules(text) {
  const rules = [];
  for (const line of text.split("\n").filter((line) => line.trim() && !line.startsWith("#"))) {
    if (/^\S/.test(line)) {
      const source = line.trim().split("*").map((part) => part.replace(/[.?+^$()[\]{}|\\]/g, "\\$&")).join(".*");
      rules.push({ pattern: new RegExp(`^${source}$`), headers: [] });
    } else {
      const colon = line.indexOf(":");
      rules.at(-1).headers.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()]);
    }
  }
  return rules;
}

/** Serves `files`, which may change meanwhile. Gives the origin, and `close` to end it. */
export async function serve(files) {
  const server = createServer((request, response) => {
    const address = decodeURI(new URL(request.url, "http://localhost").pathname);
    const wanted = address.slice(1) + (address.endsWith("/") ? "index.html" : "");
    const found = files.has(wanted) ? wanted : "404.html";
    response.statusCode = found === wanted ? 200 : 404;
    for (const rule of headerRules(String(files.get("_headers") ?? ""))) {
      if (rule.pattern.test(address)) rule.headers.forEach(([name, value]) => response.setHeader(name, value));
    }
    response.setHeader("Content-Type", TYPES[found.split(".").at(-1)] ?? "application/octet-stream");
    response.end(files.get(found) ?? "not found");
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const close = () => new Promise((closed) => {
    server.close(closed);
    server.closeAllConnections();
  });
  return { origin: `http://127.0.0.1:${server.address().port}`, close };
}
