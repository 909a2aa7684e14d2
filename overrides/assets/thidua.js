// Small comforts. Everything works without this script: it only remembers light or dark and copies links.
(function () {
  "use strict";
  var KEY = "thidua.scheme";
  var root = document.documentElement;

  function remembered() {
    try { return localStorage.getItem(KEY); } catch (error) { return null; }
  }
  function wanted() {
    return remembered() || (matchMedia("(prefers-color-scheme: dark)").matches ? "slate" : "default");
  }
  function show(scheme) {
    if (document.body) document.body.setAttribute("data-md-color-scheme", scheme);
    root.style.colorScheme = scheme === "slate" ? "dark" : "light";
  }

  // The body is coloured as soon as it is there, before it is painted.
  new MutationObserver(function (_, observer) {
    if (document.body) { observer.disconnect(); show(wanted()); }
  }).observe(root, { childList: true });

  document.addEventListener("DOMContentLoaded", function () {
    var button = document.querySelector("[data-td-scheme]");
    if (button) {
      button.hidden = false;
      button.addEventListener("click", function () {
        var next = document.body.getAttribute("data-md-color-scheme") === "slate" ? "default" : "slate";
        try { localStorage.setItem(KEY, next); } catch (error) { /* private mode: not remembered */ }
        show(next);
      });
    }
    document.addEventListener("click", function (event) {
      var link = event.target.closest("[data-td-copy]");
      if (!link || !navigator.clipboard) return;
      navigator.clipboard.writeText(link.href).then(function () { say(link.getAttribute("data-td-copy")); }, function () {});
    });
    document.addEventListener("keydown", function (event) {
      var menu = document.querySelector(".td-menu[open]");
      if (event.key === "Escape" && menu) { menu.open = false; menu.querySelector("summary").focus(); }
    });
  });

  var toast;
  function say(words) {
    if (!toast) {
      toast = document.createElement("p");
      toast.className = "td-toast";
      toast.setAttribute("role", "status");
      document.body.append(toast);
    }
    toast.textContent = words;
    clearTimeout(toast.timer);
    toast.timer = setTimeout(function () { toast.remove(); toast = null; }, 2500);
  }
})();
