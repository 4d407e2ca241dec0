// Reflow (WCAG 1.4.10): nothing but a labelled region that the keyboard reaches scrolls sideways.

/** What is wider than the window, and what scrolls sideways without being focusable and labelled. */
export function reflow(page) {
  return page.evaluate(() => {
    const faults = [];
    const root = document.documentElement;
    const name = (element) => element.outerHTML.slice(0, 120);
    if (root.scrollWidth > root.clientWidth) {
      const wide = [...document.body.querySelectorAll("*")].filter((element) => {
        const scrolls = element.closest(".scroll, pre");
        return element.getBoundingClientRect().right > root.clientWidth && (!scrolls || scrolls === element);
      });
      faults.push(`the page is ${root.scrollWidth} pixels wide in ${root.clientWidth}: ${wide.slice(-1).map(name)}`);
    }
    for (const element of document.body.querySelectorAll("*")) {
      const style = getComputedStyle(element);
      const scrolls = ["auto", "scroll"].includes(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
      const reached = element.tabIndex >= 0 && (element.ariaLabel || element.getAttribute("aria-labelledby"));
      if (scrolls && !reached) faults.push(`scrolls sideways and has no label or no tabindex: ${name(element)}`);
    }
    return faults;
  });
}
