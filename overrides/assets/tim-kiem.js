// For the page of the search.
(function () {
  "use strict";
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
  search();
})();
