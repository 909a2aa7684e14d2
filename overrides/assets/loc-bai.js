// For the lists of stories.
(function () {
  "use strict";
  // Filters: the links lead to lists of their own; on the page of all stories they also combine, and the address tells how.
  function filters() {
    var box = document.querySelector("[data-td-filters]");
    if (!box) return;
    var links = Array.prototype.slice.call(box.querySelectorAll("a[data-td-group]"));
    var cards = Array.prototype.slice.call(document.querySelectorAll(".td-cards [data-nam]"));
    var fixed = new URLSearchParams(box.getAttribute("data-td-filters"));
    var given = new URLSearchParams(location.search);
    var groups = links.map(groupOf).filter(function (group, place, every) { return every.indexOf(group) === place; });
    function groupOf(link) { return link.getAttribute("data-td-group"); }
    function keyOf(link) { return link.getAttribute("data-td-key"); }
    function toggled(link, chosen) {
      var query = new URLSearchParams(chosen);
      if (query.get(groupOf(link)) === keyOf(link)) query.delete(groupOf(link)); else query.set(groupOf(link), keyOf(link));
      return query;
    }
    function fits(card, chosen) {
      return groups.every(function (group) {
        return !chosen.has(group) || (" " + card.getAttribute("data-" + group) + " ").indexOf(" " + chosen.get(group) + " ") >= 0;
      });
    }
    // How many stories each choice would leave; what would leave none is not offered.
    function count(chosen, linksOf) {
      linksOf.forEach(function (link) {
        var query = new URLSearchParams(chosen);
        query.set(groupOf(link), keyOf(link));
        var left = cards.filter(function (card) { return fits(card, query); }).length;
        link.querySelector(".td-count").textContent = left;
        link.parentElement.hidden = !left && chosen.get(groupOf(link)) !== keyOf(link);
      });
      box.querySelectorAll(".td-filter").forEach(function (group) {
        group.hidden = !group.querySelector("li:not([hidden])");
      });
    }
    // On the list of one year, one unit …: what is chosen besides leads to the page of all stories with both.
    if (fixed.toString()) {
      var all = document.querySelector("[data-td-all]").href;
      var others = links.filter(function (link) { return !fixed.has(groupOf(link)); });
      others.forEach(function (link) { link.href = all + "?" + toggled(link, fixed); });
      count(fixed, others);
      return;
    }
    var row = document.querySelector("[data-td-found-row]");
    var status = row.querySelector("[data-td-shown]");
    function show() {
      var chosen = links.filter(function (link) { return given.get(groupOf(link)) === keyOf(link); });
      var some = groups.some(function (group) { return given.has(group); });
      var shown = cards.filter(function (card) { card.hidden = !fits(card, given); return !card.hidden; }).length;
      count(given, links);
      links.forEach(function (link) {
        if (chosen.indexOf(link) >= 0) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
      });
      row.hidden = !some;
      var words = status.getAttribute(shown ? "data-td-shown" : "data-td-none").replace("#", shown);
      var names = chosen.map(function (link) { return link.querySelector("span").textContent; });
      status.textContent = names.length ? words + ": " + names.join(" · ") : words;
    }
    function go(query) {
      given = query;
      history.pushState(null, "", location.pathname + (given.toString() ? "?" + given : ""));
      show();
    }
    addEventListener("popstate", function () { given = new URLSearchParams(location.search); show(); });
    links.forEach(function (link) {
      link.addEventListener("click", function (event) {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        go(toggled(link, given));
      });
    });
    row.querySelector("[data-td-clear]").addEventListener("click", function () {
      go(new URLSearchParams());
      box.querySelector("summary").focus();
    });
    show();
  }
  filters();
})();
