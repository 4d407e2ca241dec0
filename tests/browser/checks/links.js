// Links: each leads to a file of the site, and to an anchor that is there.

/** What a page points to, and the anchors that it has. */
export function references(page) {
  return page.evaluate(() => ({
    anchors: [...document.querySelectorAll("[id]")].map((element) => element.id),
    links: [...document.querySelectorAll("[href], [src]")].map((element) => ({
      written: element.getAttribute("href") ?? element.getAttribute("src"),
      // An SVG's own link is an object; the written address is resolved for all alike.
      url: new URL(element.getAttribute("href") ?? element.getAttribute("src"), document.baseURI).href,
    })),
  }));
}

/** Links that lead nowhere. `found` holds the references of every page by its path. */
export function unresolved(files, origin, found) {
  const faults = [];
  for (const [path, { links }] of found) {
    for (const { written, url } of links) {
      const to = new URL(url);
      if (to.origin === origin) {
        const file = decodeURI(to.pathname).slice(1);
        const anchor = decodeURIComponent(to.hash.slice(1));
        if (!files.has(file)) faults.push(`${path}: ${written} leads to no file`);
        else if (anchor && !found.get(file)?.anchors.includes(anchor)) faults.push(`${path}: ${written} leads to no anchor`);
      } else if (!["https:", "http:", "mailto:", "tel:", "data:"].includes(to.protocol)) {
        faults.push(`${path}: ${written} cannot be followed from a published page`);
      }
    }
  }
  return faults;
}
