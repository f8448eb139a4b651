// The little behaviour the pages have; every page also works without it.
(() => {
  const root = document.documentElement;
  const byId = id => document.getElementById(id);
  const typing = el => el.closest?.("input, textarea, select, [contenteditable]");

  // Theme: light, dark, or what the system says until somebody chooses.
  function toggleTheme() {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
    try { localStorage.setItem("theme", root.dataset.theme); } catch { /* storage is off */ }
  }

  // Drawer: a native modal dialog traps the focus, closes on Esc and gives the focus back.
  let written = false;
  function openDrawer() {
    const drawer = byId("drawer");
    if (!drawer.open) drawer.showModal();
    (drawer.querySelector("[data-focus]") || drawer.querySelector("#drawer-title"))?.focus();
  }
  function keepForms(content) {
    const here = content.querySelector("[data-drawer-page]")?.getAttribute("href") ?? location.href;
    for (const form of content.querySelectorAll("form:not([hx-get], [hx-post], [data-full], [method=dialog])")) {
      form.setAttribute(form.method === "get" ? "hx-get" : "hx-post", form.getAttribute("action") || here);
      form.setAttribute("hx-target", "#drawer-content");
      form.setAttribute("hx-swap", "innerHTML");
      if (form.enctype === "multipart/form-data") form.setAttribute("hx-encoding", form.enctype);
      htmx.process(form);
    }
  }
  addEventListener("htmx:afterSwap", event => {
    if (event.detail.target.id !== "drawer-content") return;
    if (event.detail.requestConfig.verb !== "get") written = true;
    keepForms(event.detail.target);
    openDrawer();
  });
  addEventListener("close", event => {
    if (event.target.id !== "drawer") return;
    byId("drawer-content").replaceChildren();
    if (written) location.reload();
  }, true);

  // Toasts: from the server's HX-Trigger header {"toast": "text"}, or when a request fails.
  function toast(text, tone = "") {
    const box = document.createElement("div"), line = document.createElement("p");
    box.className = `toast ${tone}`;
    line.textContent = text;
    box.append(line);
    byId("toasts").append(box);
    fade(box);
  }
  function fade(box) {
    const close = document.createElement("button");
    close.type = "button"; close.className = "toast-close"; close.setAttribute("aria-label", "Dismiss"); close.textContent = "×";
    close.onclick = () => box.remove();
    box.append(close);
    if (!box.classList.contains("error")) setTimeout(() => box.remove(), 8000);
  }
  addEventListener("toast", event => toast(event.detail.value ?? event.detail.text, event.detail.tone));
  addEventListener("htmx:responseError", event => toast(`The server could not do this (${event.detail.xhr.status}). Nothing was half saved. Try again.`, "error"));
  addEventListener("htmx:sendError", () => toast("The server cannot be reached. Nothing was saved.", "error"));

  addEventListener("click", event => {
    const at = event.target;
    if (at.closest("[data-theme-toggle]")) toggleTheme();
    if (at.id === "drawer" || at.closest("[data-drawer-close]")) byId("drawer")?.close();
    if (at.closest("[data-drawer-cancel]") && byId("drawer")?.open) { event.preventDefault(); byId("drawer").close(); }
    if (at.closest("[data-print]")) print();
    for (const open of document.querySelectorAll("details.why[open], details.menu[open]")) if (!open.contains(at)) open.open = false;
  });
  // One choice in a select is enough: no second click on "Apply".
  addEventListener("change", event => { if (event.target.matches(".toolbar .tools:not([hx-get]) select")) event.target.form.requestSubmit(); });

  // Keys: / search, t theme, ? help, g h home, g p plan, g m menu; a page may add data-key to any link.
  let prefix = "";
  const go = key => {
    const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (target) { target.click(); return true; }
    return false;
  };
  addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "Escape") {
      for (const open of document.querySelectorAll("details.why[open], details.menu[open]")) { open.open = false; open.querySelector("summary").focus(); }
      if (location.hash === "#rail") location.hash = "#main";
      return;
    }
    if (document.querySelector("dialog[open]")) return;
    if (prefix === "g") { prefix = ""; if (event.key === "m") location.hash = "#rail"; else go(`g ${event.key}`); return; }
    if (event.key === "g") { prefix = "g"; setTimeout(() => { prefix = ""; }, 1200); return; }
    if (event.key === "/") { const search = document.querySelector("[data-search]"); if (search) { event.preventDefault(); search.focus(); search.select(); } return; }
    if (event.key === "?") { byId("keys")?.showModal(); return; }
    if (event.key === "t" && !event.target.closest(".gantt")) { toggleTheme(); return; }
    if (event.key.length === 1) go(event.key);
  });

  // Picker: a text field with the list of what was found; arrows move in it, Enter chooses, Esc closes it.
  const listOf = box => byId(box.getAttribute("aria-controls"));
  function showFound(box, shown) {
    listOf(box).hidden = !shown;
    box.setAttribute("aria-expanded", String(shown));
    if (!shown) point(box, null);
  }
  function point(box, option) {
    for (const each of listOf(box).children) each.setAttribute("aria-selected", String(each === option));
    if (option) { box.setAttribute("aria-activedescendant", option.id); option.scrollIntoView({ block: "nearest" }); }
    else box.removeAttribute("aria-activedescendant");
  }
  function choose(box, option) {
    box.value = option.dataset.value;
    showFound(box, false);
  }
  const pickerOf = at => at.closest?.(".picker")?.querySelector("[role=combobox]");
  addEventListener("htmx:afterSwap", event => {
    const list = event.detail.target, box = list.matches("[role=listbox]") && pickerOf(list);
    if (!box) return;
    [...list.children].forEach((each, n) => { each.id = `${list.id}_${n}`; });
    const chosen = list.children.length === 1 && list.firstElementChild.dataset.value === box.value;
    showFound(box, document.activeElement === box && list.children.length > 0 && !chosen);
  });
  addEventListener("keydown", event => {
    const box = event.target;
    if (!box.matches?.(".picker [role=combobox]")) return;
    const list = listOf(box), open = !list.hidden, options = [...list.children];
    const at = options.findIndex(each => each.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!options.length) return;
      event.preventDefault();
      if (!open) showFound(box, true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      point(box, options[at < 0 && step < 0 ? options.length - 1 : (at + step + options.length) % options.length]);
    } else if (event.key === "Enter" && open) {
      event.preventDefault();
      if (at >= 0) choose(box, options[at]); else showFound(box, false);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopImmediatePropagation();
      showFound(box, false);
    }
  }, true);
  addEventListener("mousedown", event => {
    const option = event.target.closest?.(".picker [role=option]");
    if (option) { event.preventDefault(); choose(pickerOf(option), option); }
  });
  addEventListener("focusout", event => { if (event.target.matches?.(".picker [role=combobox]")) showFound(event.target, false); });

  addEventListener("DOMContentLoaded", () => {
    for (const box of document.querySelectorAll(".toast")) fade(box);
    document.querySelector("main [data-focus]")?.focus();
  });
})();
