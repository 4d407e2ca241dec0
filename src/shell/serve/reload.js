// Loads a page anew when it has changed, where its reader was. A page that is out of sight waits until it is looked at.

"use strict";

(() => {
  const { page, version } = document.currentScript.dataset;
  const place = `areabook-place ${page}`;
  const closed = `areabook-closed ${page}`;

  // A browser may refuse to keep anything: then nothing is kept.
  const kept = (name) => {
    try { return sessionStorage.getItem(name); } catch { return null; }
  };
  const keep = (name, value) => {
    try {
      if (value === null) sessionStorage.removeItem(name);
      else sessionStorage.setItem(name, value);
    } catch { /* refused */ }
  };

  const before = kept(place);
  if (before) {
    keep(place, null);
    const [x, y] = before.split(" ").map(Number);
    const back = () => scrollTo({ left: x, top: y, behavior: "instant" });
    back();
    addEventListener("load", () => requestAnimationFrame(back), { once: true });
  }

  const panel = document.querySelector(".areabook-findings");
  const details = panel?.querySelector("details");
  if (details) {
    if (kept(closed) === panel.dataset.mark) details.open = false;
    details.addEventListener("toggle", () => keep(closed, details.open ? null : panel.dataset.mark));
  }

  let events = null;
  function follow() {
    if (document.hidden || events) return;
    events = new EventSource(`/_areabook/events?version=${version}&page=${page}`);
    events.onmessage = ({ data }) => {
      if (data === version) return;
      leave();
      keep(place, `${scrollX} ${scrollY}`);
      location.reload();
    };
    events.onerror = () => {
      if (events?.readyState !== EventSource.CLOSED) return;
      leave();
      setTimeout(follow, 2000);
    };
  }
  function leave() {
    events?.close();
    events = null;
  }
  document.addEventListener("visibilitychange", () => (document.hidden ? leave() : follow()));
  addEventListener("pagehide", leave);
  addEventListener("pageshow", follow);
  follow();
})();
