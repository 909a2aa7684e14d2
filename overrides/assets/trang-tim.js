// For the page of the search: shows what tim-kiem.js finds. The page has the words and the patterns of what is shown.
(function () {
  "use strict";
  var PAGE = 10, PAUSE = 150;
  var root = document.documentElement, language = root.lang, title = document.title;
  // Without the engine the form asks for this page again, and so does its button.
  if (!window.tdSearch) return root.setAttribute("data-td-search", "failed");
  var box = document.getElementById("q"), list = part("results"), more = part("more"), chosen = part("chosen");
  var isTouch = matchMedia("(pointer: coarse)").matches, folded = part("filters").parentElement, wide = matchMedia("(min-width: 62em)");
  var choices, ready, pause, found, turn = 0;

  function part(name) { return document.querySelector("[data-td-" + name + "]"); }
  function all(selector) { return [...document.querySelectorAll(selector)]; }
  function pattern(name) { return part(name).content.firstElementChild.cloneNode(true); }
  // Words that a part of the page holds in an attribute, with values in the place of {names}.
  function fill(element, name, values) {
    var words = element.getAttribute("data-td-" + name) || "";
    return words.replace(/\{(\w+)\}/g, function (_, key) { return values[key]; });
  }
  function tell(where, name, values) {
    var element = part(where), words = fill(element, name, values);
    element.textContent = words;
    element.hidden = !words;
  }
  // To know how a language writes numbers takes a browser long; small ones it need not know.
  function number(count) { return count < 1000 ? count : count.toLocaleString(language); }
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
  // The styles show the parts of the page that belong to it: start, busy, found, none, failed.
  function turnTo(state) {
    root.setAttribute("data-td-search", state);
    list.setAttribute("aria-busy", state === "busy");
  }

  function row(result) {
    var item = pattern("result"), link = item.querySelector("a"), [facts, about, text] = item.querySelectorAll("p");
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
  function links() { return all("[data-td-results] h2 a"); }
  // Old lines of results that were there already stay until the better ones come, so that the list does not tremble.
  function grow(full, old) {
    var from = list.childElementCount;
    found.results(from, PAGE).forEach(function (result) {
      var item = row(result);
      var lines = old && (!full || result.more) && old[result.href];
      if (lines) item.lastElementChild.replaceWith(lines);
      list.append(item);
      function better(pieces) { put(item.lastElementChild, pieces); }
      // Better lines, out of the full text.
      if (full && result.more) result.more().then(better, function () { better(result.snippet); });
    });
    var left = found.total - list.childElementCount;
    tell("more", left > 0 && "more", { count: Math.min(left, PAGE) });
    return links()[from];
  }
  function show(results, full) {
    var held = document.activeElement, old = {};
    found = results;
    links().forEach(function (link) { old[link.getAttribute("href")] = link.closest("li").lastElementChild; });
    list.replaceChildren();
    grow(full, old);
    if (!held.isConnected) (links().find(function (link) { return link.href === held.href; }) || box).focus();
  }

  // A link for each choice of each filter; what is chosen stands above the results as well, to be taken away.
  function filter() {
    var held = document.activeElement;
    chosen.replaceChildren();
    found.facets.forEach(function (facet) {
      var group = document.getElementById("td-" + facet.key);
      group.hidden = !facet.choices.length;
      group.lastElementChild.replaceChildren(...facet.choices.map(function (choice) {
        var item = pattern("choice"), link = item.firstElementChild, is = choices[facet.key] === choice.key;
        link.href = address(facet.key, !is && choice.key);
        link.firstElementChild.append(make("span", choice.label, choice.lang));
        link.lastElementChild.append(number(choice.count));
        if (is) {
          group.open = true;
          chosen.append(item.cloneNode(true));
          chosen.lastChild.firstElementChild.setAttribute("aria-label", fill(chosen, "remove", { label: choice.label }));
          link.setAttribute("aria-current", "true");
        }
        link.id = facet.key + choice.key;
        return item;
      }));
    });
    // What was pressed has made way for another link.
    if (!held.isConnected) (document.getElementById(held.id) || part("filters")).focus();
  }

  // Of what is looked for now, but for one choice.
  function address(key, choice) {
    var query = new URLSearchParams(Object.assign({ q: box.value.trim() }, choices));
    if (choice) query.set(key, choice); else query.delete(key);
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
      var read = results.read || query, count = results.total;
      show(results, true);
      if (!reading) filter();
      turnTo(count ? "found" : "none");
      tell("notice", reading || results.reading, { query: query, read: read });
      tell("count", count > 1 ? "many" : count ? "one" : "none", { query: read, count: number(count) });
    }
    function ask() {
      if (typed) history.replaceState(null, "", address());
      tdSearch.findAll(query, language, choices).then(settle, function () { settle(first, "cut"); });
    }
    clearTimeout(pause);
    document.title = (query && query + " – ") + title;
    if (!query) {
      choices = {};
      if (typed) history.replaceState(null, "", location.pathname);
      [part("notice"), part("count"), chosen, list].forEach(function (element) { element.replaceChildren(); });
      return turnTo("start");
    }
    // The first letter on a phone makes room for what is found above the keyboard.
    if (typed && isTouch && !/busy|found|none/.test(root.getAttribute("data-td-search"))) box.form.scrollIntoView();
    turnTo("busy");
    if (!ready) {
      tdSearch.open(language).then(function () { ready = true; look(typed); }, function () { turnTo("failed"); });
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
    go(address());
    // The keyboard of a phone makes room; elsewhere the button may be gone.
    if (isTouch) box.blur(); else box.focus();
  });
  more.addEventListener("click", function () { grow(true).focus(); });
  addEventListener("click", function (event) {
    var link = event.target.closest('main a[href^="?"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    // What was chosen shows itself.
    if (folded.contains(link) && !wide.matches) {
      folded.open = false;
      part("filters").focus();
    }
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
  // Beside the results where there is room.
  folded.open = wide.matches;
  // The index is on its way before the first letter; what was typed in the meantime counts.
  tdSearch.open(language).catch(function () {});
  read();
})();
