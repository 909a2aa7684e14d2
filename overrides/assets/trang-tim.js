// For the page of the search: shows what tim-kiem.js finds. The page has the words and the patterns of what is shown.
(function () {
  "use strict";
  // Without the engine the form asks the server for this page again.
  if (!window.tdSearch) return;
  var PAGE = 10, PAUSE = 150;
  var root = document.documentElement, language = root.lang, title = document.title;
  var box = document.getElementById("q"), list = part("results"), more = part("more"), chosen = part("chosen");
  var choices, ready, pause, found, turn = 0;

  function part(name) { return document.querySelector("[data-td-" + name + "]"); }
  function all(selector) { return [...document.querySelectorAll(selector)]; }
  function pattern(name) { return part(name).content.firstElementChild.cloneNode(true); }
  // Shows words of the page, those of an element's own attribute, with values in the place of {names}.
  function tell(element, name, values) {
    var words = element.getAttribute("data-td-" + name) || "";
    element.textContent = words.replace(/\{(\w+)\}/g, function (_, key) { return values[key]; });
    element.hidden = !words;
  }
  function make(name, text, code) {
    var element = document.createElement(name);
    element.append(text);
    if (code) element.lang = code;
    return element;
  }
  function put(element, pieces) {
    element.replaceChildren(...pieces.map(function (piece) {
      return make(piece.hit ? "mark" : "span", piece.text, piece.lang);
    }));
  }
  function turnTo(state, busy) {
    all("[data-td-state]").forEach(function (section) {
      section.hidden = section.getAttribute("data-td-state") !== state;
    });
    root.classList.toggle("td-asked", busy);
    list.setAttribute("aria-busy", busy);
  }

  function row(result) {
    var item = pattern("result"), link = item.firstElementChild, [about, facts, text] = item.querySelectorAll("p");
    link.href = result.href;
    link.lang = about.lang = text.lang = result.lang;
    put(link, result.title);
    put(about, result.about);
    put(text, result.snippet);
    facts.firstElementChild.append(result.kindLabel);
    [{ label: result.year }, ...result.movements, { label: result.unit }].forEach(function (fact) {
      if (fact.label) facts.lastElementChild.before(" · ", make("span", fact.label, fact.lang));
    });
    facts.lastElementChild.hidden = !result.sample;
    return item;
  }
  function links() { return all("[data-td-results] > li > a"); }
  function grow(full) {
    var from = list.childElementCount;
    found.results(from, PAGE).forEach(function (result) {
      var item = row(result);
      list.append(item);
      // Better lines, out of the full text.
      if (full && result.more) result.more().then(put.bind(null, item.lastElementChild), function () {});
    });
    tell(more, found.total > list.childElementCount ? "more" : "", { count: Math.min(PAGE, found.total - list.childElementCount) });
    return links()[from];
  }
  function show(results, full) {
    var held = list.contains(document.activeElement) && document.activeElement.href;
    found = results;
    list.replaceChildren();
    grow(full);
    if (held) (links().find(function (link) { return link.href === held; }) || box).focus();
  }

  // A link for each choice of each filter; what is chosen stands above the results as well, to be taken away.
  function filter() {
    var held = document.activeElement.id;
    chosen.replaceChildren();
    found.facets.forEach(function (facet) {
      var group = document.getElementById("td-" + facet.key);
      group.hidden = !facet.choices.length;
      group.lastElementChild.replaceChildren(...facet.choices.map(function (choice) {
        var item = pattern("choice"), link = item.firstElementChild, is = choices[facet.key] === choice.key;
        link.href = address(Object.assign({}, choices, { [facet.key]: is ? "" : choice.key }));
        link.firstElementChild.append(make("span", choice.label, choice.lang));
        link.lastElementChild.append(choice.count);
        if (is) {
          group.open = true;
          link.title = chosen.title;
          link.setAttribute("aria-current", "true");
          chosen.append(item.cloneNode(true));
        }
        link.id = facet.key + choice.key;
        return item;
      }));
    });
    // What was pressed has made way for another link.
    if (document.activeElement.id !== held) (document.getElementById(held) || part("filters")).focus();
  }

  function address(others) {
    var query = new URLSearchParams({ q: box.value.trim() });
    Object.keys(others).forEach(function (key) { if (others[key]) query.set(key, others[key]); });
    return "?" + query;
  }
  function read(anew) {
    var given = new URLSearchParams(location.search), query = given.get("q") || "";
    if (anew) box.value = query;
    choices = {};
    all(".td-facet").forEach(function (group) {
      var key = group.id.slice(3);
      if (given.get(key)) choices[key] = given.get(key);
    });
    look(box.value !== query);
  }
  function go(to) {
    if (to !== location.search) history.pushState(null, "", to);
    read(true);
  }

  // What the titles have is shown at once, the rest when the fingers pause. An answer that comes late is dropped.
  function look(typed) {
    var mine = turn += 1, query = box.value.trim(), first;
    function settle(results, reading) {
      if (mine !== turn) return;
      var values = { query: query, read: results.read, count: results.total.toLocaleString(language) };
      show(results, true);
      filter();
      turnTo(results.total ? "found" : "none", false);
      tell(part("notice"), reading || results.reading, values);
      tell(part("count"), results.total > 1 ? "many" : results.total ? "one" : "none", values);
    }
    function ask() {
      if (typed) history.replaceState(null, "", address(choices));
      tdSearch.findAll(query, language, choices).then(settle, function () { settle(first, "cut"); });
    }
    clearTimeout(pause);
    document.title = (query && query + " – ") + title;
    if (!query) {
      choices = {};
      if (typed) history.replaceState(null, "", location.pathname);
      ["notice", "count", "chosen", "results"].forEach(function (name) { part(name).replaceChildren(); });
      return turnTo("start", false);
    }
    turnTo("found", true);
    if (!ready) {
      tdSearch.open(language).then(function () { ready = true; look(typed); }, function () { turnTo("failed", false); });
      return;
    }
    first = tdSearch.find(query, language, choices);
    // Where the titles have nothing, the last results stay, dimmed, until the rest has been asked.
    if (first.total) show(first);
    if (typed) pause = setTimeout(ask, PAUSE); else ask();
  }

  box.addEventListener("input", look);
  box.form.addEventListener("submit", function (event) {
    event.preventDefault();
    go(address(choices));
    // The keyboard of a phone makes room.
    if (matchMedia("(pointer: coarse)").matches) box.blur();
  });
  more.addEventListener("click", function () { grow(true).focus(); });
  addEventListener("click", function (event) {
    var link = event.target.closest('main a[href^="?"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(link.search);
  });
  addEventListener("keydown", function (event) {
    var stops = [box, ...links(), more], place = stops.indexOf(event.target);
    var next = { ArrowDown: stops[place + 1], ArrowUp: stops[place - 1], Escape: box }[event.key];
    if (place < 0 || !next || event.isComposing) return;
    event.preventDefault();
    if (next === event.target) { box.value = ""; look(true); } else next.focus();
  });
  addEventListener("popstate", read);
  // What was typed while this was on its way counts.
  read();
})();
