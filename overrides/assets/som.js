// Before anything is painted, so that nothing moves afterwards.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("td-script");
  if (navigator.share) root.classList.add("td-can-share");
  // The page of the search was asked for something: it does not begin with its help.
  if (/[?&]q=[^&]/.test(location.search)) root.setAttribute("data-td-search", "busy");

  // Light or dark, contrast, size of text and the key of the search as the reader has chosen them on this device.
  ["scheme", "contrast", "size", "keys"].forEach(function (name) {
    var value = null;
    try { value = localStorage.getItem("thidua." + name); } catch (error) { /* private mode: nothing is remembered */ }
    if (value) root.setAttribute("data-td-" + name, value);
  });

  // The bar of the browser goes with the page; the two metas stand for the system's light and dark.
  var bars = Array.prototype.slice.call(document.querySelectorAll("meta[name=theme-color]"));
  var colours = bars.map(function (bar) { return bar.content; });
  window.tdThemeColour = function () {
    var chosen = ["light", "dark"].indexOf(root.getAttribute("data-td-scheme"));
    bars.forEach(function (bar, place) { bar.content = colours[chosen < 0 ? place : chosen]; });
  };
  window.tdThemeColour();

  // The next of the year's days by the reader's own clock, which a page that was built once does not know: all days stand
  // in a hidden list, and as soon as the whole of it is there, it is shown with that one alone.
  function showNextDay(list) {
    var now = new Date();
    var today = String(now.getMonth() + 1).padStart(2, "0") + "-" + String(now.getDate()).padStart(2, "0");
    var items = Array.prototype.slice.call(list.children);
    var next = items.find(function (item) { return item.getAttribute("data-td-day") >= today; }) || items[0];
    items.forEach(function (item) { item.hidden = item !== next; });
    list.hidden = false;
    var heading = list.parentElement.querySelector("[data-td-today]");
    if (heading && next && next.getAttribute("data-td-day") === today) heading.textContent = heading.getAttribute("data-td-today");
  }
  var watcher = new MutationObserver(function () {
    var list = document.querySelector("[data-td-anniversaries]");
    if (!list || !list.nextElementSibling) return;
    watcher.disconnect();
    showNextDay(list);
  });
  watcher.observe(root, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", function () { watcher.disconnect(); });
})();
