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
    // On the list of one year, one unit …: what is chosen besides leads to the page of all stories with both.
    if (fixed.toString()) {
      var all = document.querySelector("[data-td-all]").href;
      links.forEach(function (link) { if (!fixed.has(groupOf(link))) link.href = all + "?" + toggled(link, fixed); });
      return;
    }
    var row = document.querySelector("[data-td-found-row]");
    var status = row.querySelector("[data-td-shown]");
    function show() {
      var some = groups.some(function (group) { return given.has(group); });
      var shown = cards.filter(function (card) { card.hidden = !fits(card, given); return !card.hidden; }).length;
      links.forEach(function (link) {
        var query = new URLSearchParams(given);
        query.set(groupOf(link), keyOf(link));
        var chosen = given.get(groupOf(link)) === keyOf(link);
        if (chosen) link.setAttribute("aria-current", "true"); else link.removeAttribute("aria-current");
        var count = cards.filter(function (card) { return fits(card, query); }).length;
        link.querySelector(".td-count").textContent = count;
        link.parentElement.hidden = !count && !chosen;
      });
      row.hidden = !some;
      status.textContent = shown ? status.getAttribute("data-td-shown").replace("#", shown) : status.getAttribute("data-td-none");
    }
    function go(query) {
      given = query;
      history.replaceState(null, "", location.pathname + (given.toString() ? "?" + given : ""));
      show();
    }
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
