// Pan, zoom and keys of the Gantt chart. Zoom only changes the width of the tracks: all marks stand in per cent.
(() => {
  const LIMITS = [0.6, 48];
  const level = px => px >= 16 ? "days" : px >= 5.5 ? "weeks" : px >= 2.2 ? "months" : "quarters";

  function start(root) {
    if (root.dataset.ready) return;
    root.dataset.ready = "1";
    const scroll = root.querySelector(".gantt-scroll");
    const tracks = root.querySelectorAll("[data-track]");
    const days = +root.dataset.days, today = +root.dataset.today;
    const names = () => root.querySelector(".gantt-corner").offsetWidth;
    let px = tracks[0].width.baseVal.value / days;

    function zoom(to, at = scroll.clientWidth / 2) {
      const next = Math.min(LIMITS[1], Math.max(LIMITS[0], to));
      const day = (scroll.scrollLeft + at - names()) / px;
      px = next;
      for (const track of tracks) track.setAttribute("width", Math.round(days * px));
      root.dataset.zoom = level(px);
      for (const button of root.querySelectorAll("[data-zoom-to]")) button.setAttribute("aria-pressed", button.dataset.name === level(px));
      scroll.scrollLeft = day * px + names() - at;
    }
    const toDay = day => { scroll.scrollLeft = Math.max(0, day * px - (scroll.clientWidth - names()) * .4); };
    const fit = () => { zoom((scroll.clientWidth - names() - 4) / days); scroll.scrollLeft = 0; };

    root.addEventListener("click", event => {
      const button = event.target.closest("button");
      if (!button) return;
      if (button.dataset.zoomTo) zoom(+button.dataset.zoomTo);
      if (button.dataset.zoomBy) zoom(px * +button.dataset.zoomBy);
      if ("toToday" in button.dataset) toDay(today);
      if ("fit" in button.dataset) fit();
      if ("driving" in button.dataset) {
        const on = root.dataset.only !== "driving";
        if (on) root.dataset.only = "driving"; else delete root.dataset.only;
        button.setAttribute("aria-pressed", on);
      }
    });
    scroll.addEventListener("wheel", event => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoom(px * Math.exp(-event.deltaY / 400), event.clientX - scroll.getBoundingClientRect().left);
    }, { passive: false });

    // Drag pans; a click without a drag opens the row under it.
    let grip = null;
    scroll.addEventListener("pointerdown", event => {
      if (event.pointerType === "touch" || event.button || !event.target.closest(".track, .axis")) return;
      grip = { x: event.clientX, y: event.clientY, left: scroll.scrollLeft, top: scroll.scrollTop, moved: false };
    });
    addEventListener("pointermove", event => {
      if (!grip) return;
      const dx = event.clientX - grip.x, dy = event.clientY - grip.y;
      if (!grip.moved && Math.abs(dx) + Math.abs(dy) < 5) return;
      grip.moved = true;
      scroll.classList.add("dragging");
      scroll.scrollLeft = grip.left - dx;
      scroll.scrollTop = grip.top - dy;
    });
    addEventListener("pointerup", event => {
      const still = grip && !grip.moved;
      grip = null;
      scroll.classList.remove("dragging");
      const bar = still && event.target.closest?.(".track .bar, .track .ms, .track .sum");
      if (bar) rowAt(bar, event.clientY)?.click();
    });
    function rowAt(mark, clientY) {
      const block = mark.closest(".gantt-block");
      const n = Math.floor((clientY - block.getBoundingClientRect().top) / 28);
      return block.querySelectorAll("tbody tr")[n]?.querySelector("a[data-row]");
    }

    // One tab stop for all rows; the arrows go through them.
    const rows = [...root.querySelectorAll("[data-row]")];
    rows.forEach((row, n) => { row.tabIndex = n ? -1 : 0; });
    let current = 0;
    function focusRow(n) {
      const next = Math.min(rows.length - 1, Math.max(0, n));
      rows[current].tabIndex = -1;
      current = next;
      rows[current].tabIndex = 0;
      rows[current].focus({ preventScroll: true });
      const block = rows[current].closest(".gantt-block");
      const inBlock = [...block.querySelectorAll("[data-row]")].indexOf(rows[current]);
      const y = block.offsetTop + inBlock * 28, head = root.querySelector(".gantt-head").offsetHeight;
      if (y < scroll.scrollTop) scroll.scrollTop = y;
      else if (y + 28 + head > scroll.scrollTop + scroll.clientHeight) scroll.scrollTop = y + 28 + head - scroll.clientHeight;
    }
    root.addEventListener("focusin", event => {
      const n = rows.indexOf(event.target);
      if (n >= 0 && n !== current) { rows[current].tabIndex = -1; current = n; rows[n].tabIndex = 0; }
    });
    scroll.addEventListener("keydown", event => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const onRow = event.target.matches("[data-row]");
      const page = Math.floor((scroll.clientHeight - 60) / 28);
      const acts = {
        ArrowDown: () => focusRow(onRow ? current + 1 : current), ArrowUp: () => focusRow(current - 1),
        PageDown: () => focusRow(current + page), PageUp: () => focusRow(current - page),
        Home: () => focusRow(0), End: () => focusRow(rows.length - 1),
        ArrowLeft: () => { scroll.scrollLeft -= 80; }, ArrowRight: () => { scroll.scrollLeft += 80; },
        "+": () => zoom(px * 1.4), "=": () => zoom(px * 1.4), "-": () => zoom(px / 1.4),
        t: () => toDay(today), f: fit,
      };
      const fold = onRow && event.target.closest("th").querySelector(".fold");
      if (fold) acts[" "] = () => fold.click();
      if (!onRow) acts.Enter = () => rows[current].click();
      if (!acts[event.key]) return;
      event.preventDefault();
      event.stopPropagation();
      acts[event.key]();
    });
    toDay(today);
    // Where a summary was just folded or unfolded, its row has the focus again.
    const turned = location.hash.startsWith("#row-") && root.querySelector(`#${CSS.escape(location.hash.slice(1))}`);
    const at = turned ? rows.indexOf(turned.closest("th").querySelector("[data-row]")) : -1;
    if (at >= 0) focusRow(at);
  }

  const all = within => { for (const root of within.querySelectorAll("[data-gantt]")) start(root); };
  addEventListener("DOMContentLoaded", () => all(document));
  addEventListener("htmx:afterSettle", event => all(event.target.parentNode ?? document));
})();
