// The search, second look: the full text, the lines around a word, and other readings of a query that finds nothing as typed:
// in the other language, as keystrokes of Telex or VNI, with one slip, with most of its words.
(function () {
  "use strict";
  const inner = window.tdSearch.inner;
  const load = inner.load, form = inner.form, key = inner.key, fits = inner.fits, walk = inner.walk;
  // Words around a found one; shards that one word may ask for; words that one with a slip may mean.
  const AROUND = 28, MOST_SHARDS = 3, MOST_MEANT = 40;

  function ready(language) {
    return inner.open(language).then(function () {
      const index = inner.indexes[language];
      index.deep = index.deep || Promise.all([load("tim-kiem/" + index.data.deep), load("tim-kiem/" + index.data.rest)]).then(function (files) {
        inner.addBlock(index, files[1]);
        const starts = [0];
        inner.numbers(files[0].lengths).forEach(function (length, place) { starts.push(starts[place] + length); });
        // Places are counted from 1.
        index.starts = starts.map(function (start) { return start + 1; });
        index.keys = files[0].keys.split("\n");
        index.shards = files[0].shards;
        index.texts = files[0].texts;
        index.shardWords = {};
      });
      return index.deep.then(function () { return index; }, function (error) {
        index.deep = null;
        throw error;
      });
    });
  }

  // Places of words

  function shardsOf(index, typed) {
    const from = key(typed.fold, index.language), names = [];
    function has(fold, ending) {
      index.shards.forEach(function (shard, place) {
        const after = index.shards[place + 1];
        if ((!after || fold < after[0]) && fold + ending >= shard[0] && !names.includes(shard[1])) names.push(shard[1]);
      });
    }
    has(from, typed.open ? "\uffff" : "");
    // One that is still being typed may begin too many words: then as it stands.
    if (names.length > MOST_SHARDS) names.splice(MOST_SHARDS);
    if (typed.slips) typed.slips.forEach(function (_, fold) { has(fold, ""); });
    return names;
  }
  function wordsOf(index, name) {
    return load("tim-kiem/" + name).then(function (data) {
      index.shardWords[name] = index.shardWords[name] || { words: data.words.split("\n"), forms: data.words.split("\n").map(form), places: data.places.split("\n") };
      return index.shardWords[name];
    });
  }
  function placesOf(index, typed) {
    return Promise.all(shardsOf(index, typed).map(wordsOf.bind(null, index))).then(function (shards) {
      const found = [];
      shards.forEach(function (shard) {
        shard.forms.forEach(function (word, at) {
          const fit = fits(typed, word, index.language);
          if (!fit) return;
          let place = 0;
          inner.numbers(shard.places[at]).forEach(function (gap) { found.push((place += gap) * 8 + fit); });
        });
      });
      return Float64Array.from(found).sort();
    });
  }
  function search(index, words, some) {
    return Promise.all(words.map(placesOf.bind(null, index))).then(function (lists) {
      return unhurried(walk(index, words, { lists: lists, starts: index.starts, total: index.starts[index.starts.length - 1] }, some));
    });
  }
  // Work that makes way for the reader every few milliseconds.
  function unhurried(work) {
    const until = performance.now() + 8;
    let step;
    do step = work.next(); while (!step.done && performance.now() < until);
    return step.done ? step.value : new Promise(function (resolve) { setTimeout(resolve); }).then(function () { return unhurried(work); });
  }

  // Lines around the found words

  function textOf(index, entry) {
    let place = index.texts.length - 1;
    while (index.texts[place][0] > entry) place -= 1;
    return load("tim-kiem/" + index.texts[place][1]).then(function (texts) { return texts[entry - index.texts[place][0]]; });
  }
  function snippet(index, words, entry) {
    return textOf(index, entry).then(function (text) {
      const parts = text.split(/([\p{L}\p{N}]+)/u), hits = [];
      // Words stand at odd places.
      for (let place = 1; place < parts.length; place += 2) {
        const word = form(parts[place]);
        words.forEach(function (typed, w) { if (fits(typed, word, index.language)) hits.push({ place: place, bit: 1 << w }); });
      }
      let best = hits[0] ? hits[0].place : 1, most = 0;
      hits.forEach(function (hit, at) {
        let mask = 0, near = 0;
        for (let next = at; next < hits.length && hits[next].place < hit.place + AROUND; next += 1) {
          if (!(mask & hits[next].bit)) near += 10 + 1 / (1 + hits[next].place - hit.place);
          mask |= hits[next].bit;
        }
        if (near > most) { most = near; best = hit.place; }
      });
      const pieces = [], from = Math.max(0, Math.min(best - 10, parts.length - 2 * AROUND)), marked = new Set(hits.map(function (hit) { return hit.place; }));
      if (from > 1) inner.add(pieces, "… ", false, "");
      for (let place = from > 1 ? from | 1 : 0; place < parts.length && place < from + 2 * AROUND; place += 1) {
        if (parts[place]) inner.add(pieces, parts[place], marked.has(place), "");
      }
      if (from + 2 * AROUND < parts.length) inner.add(pieces, " …", false, "");
      return pieces;
    });
  }

  // Other readings

  const TELEX_TONES = { f: "\u0300", s: "\u0301", x: "\u0303", r: "\u0309", j: "\u0323" };
  const VNI_TONES = { 2: "\u0300", 1: "\u0301", 4: "\u0303", 3: "\u0309", 5: "\u0323" };
  // «nuwowcs» → the form of «nước». The tone may be typed anywhere after the vowel, as keyboards allow.
  function typedAs(fold, tones, marked) {
    const parts = fold.match(/^([^aeiouy]*)(.*)$/);
    let tone = "", rest = "";
    for (const char of parts[2]) {
      if (tones[char] && rest) tone = tones[char];
      else rest += char;
    }
    return form((marked(parts[1], rest) + tone).normalize("NFC"));
  }
  function telex(fold) {
    return typedAs(fold, TELEX_TONES, function (start, rest) {
      const stroke = /dd/.test(start) || (start[0] === "d" && /d/.test(rest));
      start = start.replace("dd", "d");
      if (stroke) { rest = rest.replace("d", ""); start = start.replace("d", "đ"); }
      if (/w$/.test(start)) { start = start.slice(0, -1); rest = "ư" + rest; }
      rest = rest.replace(/([aeo])(.*)\1/, function (all, vowel, between) { return vowel + "\u0302" + between; });
      if (/w/.test(rest)) rest = rest.replace(/uo|uwo/, "ưo").replace(/ưo/, "ươ").replace(/([aou])([^aouw]*)w/, function (all, vowel, between) { return vowel + (vowel === "a" ? "\u0306" : "\u031b") + between; });
      return start + rest.replace(/w/g, "");
    });
  }
  function vni(fold) {
    return typedAs(fold, VNI_TONES, function (start, rest) {
      if (/9/.test(start + rest)) { start = start.replace("d", "đ").replace("9", ""); rest = rest.replace("9", ""); }
      if (/6/.test(rest)) rest = rest.replace(/([aeo])([^aeo]*)6/, "$1\u0302$2");
      if (/7/.test(rest)) rest = rest.replace(/7/g, "").replace(/uo/, "ươ").replace(/([ou])(?!\u031b)/, function (vowel) { return /ươ/.test(rest) ? vowel : vowel + "\u031b"; });
      if (/8/.test(rest)) rest = rest.replace(/a([^a]*)8/, "a\u0306$1");
      return start + rest;
    });
  }
  function same(a, b) { return a.fold === b.fold && a.marks === b.marks && a.tone === b.tone; }
  function keystrokes(words) {
    return [telex, vni].map(function (decode) {
      let changed = false;
      const read = words.map(function (typed) {
        // «8a» is a class, «bao» a word: only what holds a mark of the method is read by it.
        const other = /^[a-z0-9]+$/.test(typed.fold) && !typed.tone && !typed.marks.trim() ? decode(typed.fold) : typed;
        if (same(other, typed)) return typed;
        changed = true;
        return Object.assign(other, { open: typed.open });
      });
      return changed && read;
    }).filter(Boolean);
  }
  // Whether one letter too many, too few, another one, or two that changed places make one of the other.
  function isSlip(a, b) {
    if (a === b || Math.abs(a.length - b.length) > 1) return false;
    let start = 0, end = 0;
    while (start < a.length && a[start] === b[start]) start += 1;
    while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
    const left = a.slice(start, a.length - end), right = b.slice(start, b.length - end);
    return left.length + right.length < 2 || (left.length === 1 && right.length === 1) || (left.length === 2 && left === right[1] + right[0]);
  }
  // The query with one of its words open to what it may have been meant to be.
  function slips(index, words) {
    const found = [];
    words.forEach(function (typed, place) {
      const own = key(typed.fold, index.language);
      const meant = index.keys.filter(function (fold) { return own.length > 2 && isSlip(own, fold); }).slice(0, MOST_MEANT);
      // Its own letters with other marks are a slip as well.
      found.push(words.map(function (other, at) { return at === place ? Object.assign({}, typed, { open: false, slips: new Set([own].concat(meant)) }) : other; }));
    });
    return found;
  }
  function parted(index, words) {
    const known = new Set(index.keys), found = [];
    words.forEach(function (typed, place) {
      for (let cut = 1; cut < typed.fold.length; cut += 1) {
        const two = [cutOf(typed, 0, cut), cutOf(typed, cut)];
        if (two.every(function (part) { return known.has(key(part.fold, index.language)); })) found.push(words.slice(0, place).concat(two, words.slice(place + 1)));
      }
      const next = words[place + 1];
      if (next && known.has(key(typed.fold + next.fold, index.language))) {
        found.push(words.slice(0, place).concat({ fold: typed.fold + next.fold, marks: typed.marks + next.marks, tone: typed.tone || next.tone, open: next.open }, words.slice(place + 2)));
      }
    });
    return found;
  }
  function cutOf(typed, from, to) {
    return { fold: typed.fold.slice(from, to), marks: typed.marks.slice(from, to), tone: "", open: typed.open && to === undefined };
  }
  // The tone stands on the marked vowel, else on the last one before a consonant, else on the one before the last.
  function toned(text, tone) {
    return text.replace(/^((?:qu|gi(?=[aeiouyăâêôơư])|[^aeiouyăâêôơư])*)([aeiouyăâêôơư]+)/, function (all, start, vowels) {
      const marked = vowels.search(/[ăâêôơư][^ăâêôơư]*$/), closed = all.length < text.length;
      const place = marked >= 0 ? marked : vowels.length - (closed || vowels.length < 2 ? 1 : 2);
      return start + vowels.slice(0, place + 1) + tone + vowels.slice(place + 1);
    });
  }
  function spelt(words) {
    return words.map(function (word) {
      let text = "";
      for (let place = 0; place < word.fold.length; place += 1) text += word.fold[place] + word.marks[place].trim();
      return toned(text.replace(/d\u0335/g, "đ").normalize("NFC"), word.tone);
    }).join(" ").normalize("NFC");
  }

  // Choices

  function labelOf(found, facet, key) {
    if (facet === "phong-trao") {
      const entry = [].concat.apply([], found.index.data.movements).find(function (movement) { return inner.nameOf(found.index, movement) === key; });
      return entry === undefined ? { key: key, label: key, lang: "vi" } : Object.assign({ key: key }, inner.movementOf(found.index, entry));
    }
    const labels = found.own.data.labels[facet];
    return { key: key, label: labels ? labels[key] : String(key), lang: found.own.language };
  }
  // The choices there are, each counted among what the choices of the other facets leave.
  function choicesOf(found, choices) {
    const index = found.index, names = Object.keys(inner.FACETS), keys = names.map(inner.keysOf.bind(null, index));
    const rows = names.map(function (name) { return index.rows[inner.FACETS[name][0]]; });
    const fitting = keys.map(function (ofRow, place) {
      return ofRow.map(function (own) { return !choices[names[place]] || own.includes(choices[names[place]]); });
    });
    const tallies = keys.map(function (ofRow) { return new Uint32Array(ofRow.length); });
    found.entries.forEach(function (entry) {
      let missed = 0, which = -1;
      for (let place = 0; place < names.length; place += 1) if (!fitting[place][rows[place][entry]]) { missed += 1; which = place; }
      if (!missed) for (let place = 0; place < names.length; place += 1) tallies[place][rows[place][entry]] += 1;
      else if (missed === 1) tallies[which][rows[which][entry]] += 1;
    });
    const counts = tallies.map(function (tally, place) {
      const sums = new Map(choices[names[place]] ? [[choices[names[place]], 0]] : []);
      tally.forEach(function (often, row) {
        if (often) keys[place][row].forEach(function (own) { if (own) sums.set(own, (sums.get(own) || 0) + often); });
      });
      return sums;
    });
    return names.map(function (name, place) {
      return {
        key: name,
        choices: Array.from(counts[place], function (pair) { return Object.assign(labelOf(found, name, pair[0]), { count: pair[1] }); })
          .sort(function (a, b) { return name === "nam" ? b.key - a.key : b.count - a.count; })
      };
    });
  }
  // The first of some ways to read a query that finds anything.
  function firstOf(ways) {
    return ways.reduce(function (before, way) {
      return before.then(function (found) { return found && found.hits.entries.length ? found : way(); });
    }, Promise.resolve(null));
  }
  function deepFind(query, language, choices) {
    const words = inner.read(query), other = language === "vi" ? "en" : "vi";
    const none = { entries: [], scores: [] };
    return ready(language).then(function (own) {
      function as(reading, index, read, some) {
        return search(index, read, some).then(function (hits) { return { reading: reading, index: index, words: read, hits: hits }; });
      }
      if (!words.length) return inner.makeFound(query, own, own, words, none, {}, { complete: true, reading: "none" });
      return firstOf([
        function () { return as("own", own, words).then(function (found) { return isForeign(found) ? null : found; }); },
        // The other language may be out of reach; that is no reason to find nothing.
        function () { return ready(other).then(function (index) { return as("other", index, words); }).catch(function () { return null; }); },
        function () { return as("own", own, words); },
        function () { return firstOf(keystrokes(words).map(function (read) { return function () { return as("telex", own, read); }; })); },
        function () { return bestSlip(own, words, as); },
        function () { return firstOf(parted(own, words).map(function (read) { return function () { return as("slip", own, read); }; })); },
        function () { return words.length > 1 ? as("some", own, words, true) : null; }
      ]).then(function (found) {
        if (!found || !found.hits.entries.length) found = { reading: "none", index: own, words: words, hits: none };
        return found.reading === "slip" ? meant(found) : found;
      }).then(function (found) {
        return inner.makeFound(query, own, found.index, found.words, found.hits, choices || {}, {
          count: choicesOf,
          complete: true, reading: found.reading, read: found.read || (found.reading === "telex" ? spelt(found.words) : ""),
          snippet: snippet.bind(null, found.index, found.words)
        });
      });
    });
  }
  // With a slip, the words are told as they stand in the best entry.
  function meant(found) {
    const best = found.hits.entries[found.hits.scores.indexOf(Math.max.apply(null, found.hits.scores))];
    return textOf(found.index, best).then(function (text) {
      const words = (inner.textOf(found.index, best) + " " + text).match(/[\p{L}\p{N}]+/gu) || [];
      return Object.assign(found, {
        read: found.words.map(function (typed) {
          return (typed.slips && words.find(function (word) { return fits(typed, form(word), found.index.language) === inner.SLIP; }) || spelt([typed])).toLowerCase();
        }).join(" ")
      });
    });
  }
  // Only pages that nobody has translated: the other language says it better.
  function isForeign(found) {
    return found.hits.entries.every(function (entry) { return found.index.data.places[found.index.rows.places[entry]][3] !== found.index.language; });
  }
  function bestSlip(own, words, as) {
    return Promise.all(slips(own, words).map(function (read) { return as("slip", own, read); })).then(function (ways) {
      return ways.reduce(function (best, way) {
        return way.hits.entries.length && (!best || Math.max.apply(null, way.hits.scores) > Math.max.apply(null, best.hits.scores)) ? way : best;
      }, null);
    });
  }
  window.tdSearch.deepFind = deepFind;
})();
