// Before the first paint: the theme this person chose, and the fact that scripts run.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  try { const chosen = localStorage.getItem("theme"); if (chosen) root.dataset.theme = chosen; } catch { /* storage is off */ }
})();
