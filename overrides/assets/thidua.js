// Small comforts. Everything works without this script: it only remembers light or dark and copies links.
(function () {
  "use strict";
  var KEY = "thidua.scheme";
  var root = document.documentElement;

  root.classList.add("td-script");

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
    document.querySelectorAll("[data-td-scheme]").forEach(function (button) {
      button.hidden = false;
      button.addEventListener("click", function () {
        var next = document.body.getAttribute("data-md-color-scheme") === "slate" ? "default" : "slate";
        try { localStorage.setItem(KEY, next); } catch (error) { /* private mode: not remembered */ }
        show(next);
      });
    });
    document.addEventListener("click", function (event) {
      var link = event.target.closest("[data-td-copy]");
      if (!link || !navigator.clipboard) return;
      navigator.clipboard.writeText(link.href).then(function () { say(link.getAttribute("data-td-copy")); }, function () {});
    });
    // The same anchors and queries hold in both languages.
    document.addEventListener("click", function (event) {
      var link = event.target.closest(".td-language");
      if (link) link.href = link.href.split(/[?#]/)[0] + location.search + location.hash;
    });
    document.addEventListener("keydown", function (event) {
      var menu = document.querySelector(".td-menu[open]");
      if (event.key === "Escape" && menu) { menu.open = false; menu.querySelector("summary").focus(); }
    });
  });

  // Search: all results stand in the page; what does not hold every word of the query is hidden.
  // A word typed with marks must agree in its marks, a word typed without them matches any («ma» finds «má», «má» not «ma»).
  function fold(text) {
    return text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC");
  }
  // «hòa» and «hoà», «thúy» and «thuý» are the same: the tone goes to the last of the two vowels.
  function onePlace(text) {
    return text.normalize("NFD").replace(/([ou])([\u0300\u0301\u0303\u0309\u0323])([aey])/g, "$1$3$2").normalize("NFC");
  }
  // Lower case, one space before each word: a word of the query is found where a word begins with it.
  function plain(text) {
    return " " + onePlace(text.toLowerCase()).replace(/[^\p{L}\p{N}]+/gu, " ");
  }
  function search() {
    var list = document.querySelector("[data-td-results]");
    var box = document.getElementById("q");
    if (!list || !box) return;
    var status = document.querySelector("[data-td-found]");
    var items = Array.prototype.map.call(list.children, function (item) {
      var text = plain(item.textContent);
      return { item: item, text: text, folded: fold(text) };
    });
    function filter() {
      var words = plain(box.value).split(" ").filter(Boolean);
      var found = 0;
      items.forEach(function (entry) {
        var match = words.every(function (word) {
          return (word === fold(word) ? entry.folded : entry.text).indexOf(" " + word) >= 0;
        });
        entry.item.hidden = !match;
        if (match) found += 1;
      });
      status.textContent = !words.length ? "" : found
        ? status.getAttribute("data-td-found").replace("#", found) : status.getAttribute("data-td-nothing");
    }
    box.value = new URLSearchParams(location.search).get("q") || "";
    box.addEventListener("input", filter);
    box.form.addEventListener("submit", function (event) {
      event.preventDefault();
      history.replaceState(null, "", "?q=" + encodeURIComponent(box.value));
      filter();
    });
    filter();
  }
  document.addEventListener("DOMContentLoaded", search);

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
