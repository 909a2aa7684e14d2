// Suggestions under the search boxes: a list through which the arrow keys lead while the focus stays in the box.
(function () {
  "use strict";
  // Without the engine a box leads to the page of the search, as it does without any script.
  if (!window.tdSearch) return;
  var SHOWN = 5, PAUSE = 150;

  var styles = make("link", "");
  styles.rel = "stylesheet";
  styles.href = document.currentScript.src.replace("o-tim.js", "o-tim.css");
  document.head.append(styles);

  function make(name, text) {
    var element = document.createElement(name);
    element.append(text);
    return element;
  }

  // What a title does not tell: whose story it is, or some of the words around what was found.
  function why(result) {
    function isHit(piece) { return piece.hit; }
    var room = 60;
    if (result.kind !== "clause" && result.title.some(isHit)) return null;
    if (result.about.some(isHit)) return result.about;
    return result.snippet.slice(Math.max(result.snippet.findIndex(isHit), 0)).map(function (piece) {
      var text = piece.text.slice(0, room);
      room -= text.length;
      return { text: text, hit: piece.hit && text };
    });
  }

  function suggest(box) {
    var form = box.form, language = box.closest("[lang]").lang, list = make("span", ""), status = make("span", "");
    var words, asked, pause, current;
    list.id = box.id + "-list";
    list.className = "td-suggestions";
    list.setAttribute("role", "listbox");
    status.setAttribute("role", "status");
    form.append(list, status);
    box.setAttribute("role", "combobox");
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", list.id);
    toggle(false);

    function toggle(isOpen) {
      list.hidden = !isOpen;
      status.className = "td-hidden";
      box.setAttribute("aria-expanded", isOpen);
      choose(-1);
    }
    function choose(place) {
      var option = list.children[place];
      // From here on a late answer changes nothing under the reader's fingers.
      pause = 0;
      current = option ? place : -1;
      [...list.children].forEach(function (other) { other.setAttribute("aria-selected", other === option); });
      box.setAttribute("aria-activedescendant", option ? option.id : "");
      if (option) option.scrollIntoView({ block: "nearest" });
    }
    function line(pieces, code) {
      var element = make("span", "");
      pieces.forEach(function (piece) {
        var part = make(piece.hit ? "mark" : "span", piece.text);
        part.lang = piece.lang || code;
        element.append(part);
      });
      return element;
    }
    function add(href, pieces, code, kind, below) {
      var option = make("a", "");
      option.href = href;
      option.id = list.id + list.childElementCount;
      option.tabIndex = -1;
      option.setAttribute("role", "option");
      option.append(line(pieces, code), " ", make("small", kind));
      if (below) option.append(" ", line(below, code));
      list.append(option);
    }
    function fill(name, found, query) {
      var values = { count: found.total < 1000 ? found.total : found.total.toLocaleString(language), query: query, read: found.read };
      return words[name].replace(/\{(\w+)\}/g, function (_, key) { return values[key]; });
    }
    // Another reading of what was typed is said.
    function other(found) { return { telex: "slip", slip: "slip", some: "some", other: "other" }[found.reading]; }
    function show(found, query) {
      list.replaceChildren();
      found.results(0, SHOWN).forEach(function (result) { add(result.href, result.title, result.lang, result.kindLabel, why(result)); });
      add(form.action + "?q=" + encodeURIComponent(query), [{ text: fill(other(found) || (found.complete ? "all" : "every"), found, query) }], language, "");
      toggle(found.total > 0);
      // Above the keyboard of a phone, as far as the box stays in view; the panel of the header is at the top anyway.
      list.style.maxHeight = "";
      var room = (window.visualViewport ? visualViewport.height : innerHeight) - 8, over = list.getBoundingClientRect().bottom - room;
      if (over > 0 && !form.closest("[popover]") && matchMedia("(pointer: coarse)").matches) scrollBy(0, Math.min(over, form.getBoundingClientRect().top));
      list.style.maxHeight = Math.max(room - list.getBoundingClientRect().top, 132) + "px";
    }
    function tell(found, query) {
      var name = found.total ? other(found) : "none";
      status.textContent = name ? fill(name, found, query) : words.found.replace("{count}", list.childElementCount);
      if (!found.total) status.className = "td-suggestions";
    }

    function load() {
      asked = asked || tdSearch.open(language).then(function (index) {
        words = index.t;
        list.setAttribute("aria-label", words.list);
        if (document.activeElement === box) look();
      }, function () { asked = null; });
    }
    // What the titles have is shown at once; the full text is asked when the fingers pause, where the titles have little.
    function look() {
      var query = box.value.trim(), found, mine;
      clearTimeout(pause);
      if (!words || !query) return toggle(false);
      found = tdSearch.find(query, language, {});
      show(found, query);
      mine = pause = setTimeout(function () {
        if (found.total >= SHOWN) return tell(found, query);
        tdSearch.findAll(query, language, {}).then(function (all) {
          if (pause !== mine) return;
          show(all, query);
          tell(all, query);
        }, function () {});
      }, PAUSE);
    }

    box.addEventListener("focus", load);
    box.addEventListener("input", function () { load(); look(); });
    box.addEventListener("blur", function () { toggle(false); });
    // The focus stays in the box when a suggestion is pressed.
    list.addEventListener("mousedown", function (event) { event.preventDefault(); });
    box.addEventListener("keydown", function (event) {
      var key = event.key, last = list.childElementCount - 1;
      if (event.isComposing || (list.hidden && key !== "ArrowDown")) return;
      if (list.hidden) look();
      else if (key === "Escape") toggle(false);
      else if (key === "ArrowDown") choose(current + 1);
      else if (key === "ArrowUp") choose(current < 0 ? last : current - 1);
      else if (current < 0) return;
      else if (key === "Enter") list.children[current].click();
      else if (key === "Home") choose(0);
      else if (key === "End") choose(last);
      else return;
      event.preventDefault();
    });
    if (document.activeElement === box) load();
  }
  document.querySelectorAll(".td-search [name=q]:not(#q)").forEach(suggest);
})();
