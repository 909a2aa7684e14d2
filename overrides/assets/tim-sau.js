// The search, second look: the full text, the lines around a word, and other readings of a query that finds nothing as typed:
// in the other language, as keystrokes of Telex or VNI, with one slip, with most of its words.
(function () {
  "use strict";
  const inner = window.tdSearch.inner;
  const { load, form, key, fits, read, wordsOf, FIELD, FIELDS, TEXT, SLIP, BEGINS, SAME, MOST_WORDS } = inner;
  // Words around a found one; shards that one word may ask for; words that one with a slip may mean.
  const AROUND = 28, MOST_SHARDS = 4, MOST_MEANT = 40;

  // The same beside a neighbour of the query, which makes any word likelier.
  const FITS_NEAR = [0, .5, .7, .6, .95, 1];
  // Neighbours in the query that are neighbours in the text; all of them in a row.
  const NEAR = 1.5, PHRASE = 12;

  // Nearness

  function firstFrom(list, least) {
    let low = 0, high = list.length;
    while (low < high) {
      const middle = low + high >> 1;
      if (list[middle] < least) low = middle + 1; else high = middle;
    }
    return low;
  }
  // How near the words of the query stand in an entry, and in which order.
  function nearness(index, tables, weights, whole, deep) {
    const n = tables.length, any = new Uint8Array(index.words.length), fitting = tables.map(found => found.fits);
    tables.forEach(found => { for (const token of found.codes) any[token] = 1; });
    any[FIELD] = 1;
    const pair = new Float64Array(n), last = new Int32Array(n), value = new Float64Array(n), next = new Int32Array(n), row = new Int32Array(n);
    let block = 0, longest = 0;
    function hit(w, place, here) {
      last[w] = place;
      value[w] = here;
      // What parts two words, as a dash, is a place of its own in titles.
      row[w] = w && last[w - 1] && place > last[w - 1] && place - last[w - 1] < (place < 1000 ? 3 : 2) ? row[w - 1] + 1 : 1;
      longest = Math.max(longest, row[w]);
      if (w && last[w - 1] && place > last[w - 1]) pair[w] = Math.max(pair[w], Math.min(here, value[w - 1]) / (place - last[w - 1]));
      // The other way round counts for less, but it counts: names are typed in any order.
      if (w + 1 < n && last[w + 1] && place > last[w + 1]) pair[w + 1] = Math.max(pair[w + 1], .5 * Math.min(here, value[w + 1]) / (place - last[w + 1]));
    }
    return entry => {
      while (entry >= index.blocks[block].first + index.blocks[block].starts.length - 1) block += 1;
      const codes = index.blocks[block].codes, start = index.blocks[block].starts[entry - index.blocks[block].first];
      pair.fill(0); last.fill(0);
      longest = 1;
      for (let at = start, field = 0, token; (token = codes[at]) !== inner.END; at += 1) {
        if (!any[token]) continue;
        if (token === FIELD) field += 1;
        else for (let w = 0; w < n; w += 1) if (fitting[w][token]) hit(w, at - start + 1 + 50 * field, FIELDS[field] * FITS_NEAR[fitting[w][token]]);
      }
      if (deep) {
        const end = deep.starts[entry + 1] * 8;
        for (let w = 0; w < n; w += 1) next[w] = firstFrom(deep.lists[w], deep.starts[entry] * 8);
        for (;;) {
          let w = -1, least = end;
          for (let other = 0; other < n; other += 1) if (deep.lists[other][next[other]] < least) least = deep.lists[w = other][next[other]];
          if (w < 0) break;
          next[w] += 1;
          hit(w, 1000 + Math.floor(least / 8), TEXT * FITS_NEAR[least % 8]);
        }
      }
      let sum = longest === n ? PHRASE * whole : 0;
      for (let w = 1; w < n; w += 1) sum += NEAR * Math.min(weights[w], weights[w - 1]) * pair[w];
      return sum;
    };
  }
  // Of entries that lack words, those with nearly as much of the query as the best.
  function mostOf(found) {
    const least = .7 * found.shares.reduce((a, b) => Math.max(a, b), 0);
    const good = (_, place) => found.shares[place] >= least;
    const scores = found.scores.map((score, place) => found.shares[place] * 10000 + score);
    return { entries: found.entries.filter(good), scores: scores.filter(good) };
  }

  // The full text

  function ready(language) {
    return inner.open(language).then(() => {
      const index = inner.indexes[language];
      index.deep = index.deep || Promise.all([load("tim-kiem/" + index.data.deep), load("tim-kiem/" + index.data.rest)]).then(files => {
        return inner.unhurried(inner.addBlock(index, files[1])).then(() => files[0]);
      }).then(file => {
        const starts = [0];
        inner.numbers(file.lengths).forEach((length, place) => { starts.push(starts[place] + length); });
        // Places are counted from 1.
        index.starts = starts.map(start => start + 1);
        index.keys = file.keys.split("\n");
        index.shards = file.shards;
        index.texts = file.texts;
        index.shardWords = {};
      });
      return index.deep.then(() => index, error => {
        index.deep = null;
        throw error;
      });
    });
  }

  // Places of words

  // The shards that have a word, or what it begins, or what it was meant to be. Of a large site each of these may be in many:
  // then only a few are loaded, and what is loaded already.
  function shardsOf(index, typed) {
    const names = [];
    let room = MOST_SHARDS;
    function take(from, to) {
      index.shards.forEach((shard, place) => {
        const after = index.shards[place + 1];
        if ((after && from >= after[0]) || to < shard[0] || names.includes(shard[1])) return;
        if (!index.shardWords[shard[1]] && (room -= 1) < 0) return;
        names.push(shard[1]);
      });
    }
    const own = key(typed.fold, index.language);
    // One letter begins too much.
    take(own, typed.open && own.length > 1 ? own + "\uffff" : own);
    if (typed.slips) typed.slips.forEach(fold => take(fold, fold));
    return names;
  }
  function shardOf(index, name) {
    return load("tim-kiem/" + name).then(data => {
      index.shardWords[name] = index.shardWords[name] || { forms: data.words.split("\n").map(form), places: data.places.split("\n") };
      return index.shardWords[name];
    });
  }
  function* placesIn(index, typed, shards) {
    const found = [];
    for (const shard of shards) {
      for (let at = 0; at < shard.forms.length; at += 1) {
        const fit = fits(typed, shard.forms[at], index.language);
        if (!fit) continue;
        let place = 0;
        for (const gap of inner.numbers(shard.places[at])) found.push((place += gap) * 8 + fit);
        yield;
      }
      yield;
    }
    return Float64Array.from(found).sort();
  }
  function placesOf(index, typed) {
    return Promise.all(shardsOf(index, typed).map(shardOf.bind(null, index)))
      .then(shards => inner.unhurried(placesIn(index, typed, shards)));
  }
  function search(index, words, some) {
    return inTurn(words, placesOf.bind(null, index)).then(lists => {
      return inner.unhurried(inner.walk(index, words, { lists: lists, starts: index.starts, total: index.starts[index.starts.length - 1] }, some));
    });
  }
  // Work that loads and waits, one after the other: together they would hold up the page.
  function inTurn(items, work) {
    const done = [];
    return items.reduce((before, item) => before.then(() => work(item)).then(result => { done.push(result); }), Promise.resolve())
      .then(() => done);
  }

  // Lines around the found words

  function textOf(index, entry) {
    let place = index.texts.length - 1;
    while (index.texts[place][0] > entry) place -= 1;
    return load("tim-kiem/" + index.texts[place][1]).then(texts => texts[entry - index.texts[place][0]]);
  }
  function snippet(index, words, entry) {
    return textOf(index, entry).then(text => {
      const parts = text.split(new RegExp("(" + inner.WORD.source + ")")), hits = [];
      // Words stand at odd places.
      for (let place = 1; place < parts.length; place += 2) {
        const word = form(parts[place]);
        words.forEach((typed, w) => { if (fits(typed, word, index.language)) hits.push({ place: place, bit: 1 << w }); });
      }
      let best = hits[0] ? hits[0].place : 1, most = 0;
      hits.forEach((hit, at) => {
        let mask = 0, near = 0;
        for (let next = at; next < hits.length && hits[next].place < hit.place + AROUND; next += 1) {
          if (!(mask & hits[next].bit)) near += 10 + 1 / (1 + hits[next].place - hit.place);
          mask |= hits[next].bit;
        }
        if (near > most) { most = near; best = hit.place; }
      });
      // Cut at blanks alone: «I.1.d» stays whole.
      const isBlank = place => /\s/.test(parts[place]);
      let from = Math.max(1, Math.min(best - 10, parts.length - 2 * AROUND) | 1), to = from + 2 * AROUND;
      while (from > 1 && !isBlank(from - 1)) from -= 2;
      while (to < parts.length && !isBlank(to)) to += 1;
      const pieces = [], marked = new Set(hits.map(hit => hit.place));
      if (from > 1) inner.add(pieces, "… ", false, "");
      for (let place = from > 1 ? from : 0; place < Math.min(to, parts.length); place += 1) {
        // Neighbours are marked as one.
        const hit = marked.has(place) || (parts[place] === " " && marked.has(place - 1) && marked.has(place + 1));
        if (parts[place]) inner.add(pieces, parts[place], hit, "");
      }
      if (to < parts.length) inner.add(pieces, " …", false, "");
      return pieces;
    });
  }

  // Other readings

  const TELEX_TONES = { f: "\u0300", s: "\u0301", x: "\u0303", r: "\u0309", j: "\u0323" };
  const VNI_TONES = { 2: "\u0300", 1: "\u0301", 4: "\u0303", 3: "\u0309", 5: "\u0323" };
  // «nuwowcs» → the form of «nước». The tone may be typed anywhere after the vowel, as keyboards allow.
  function typedAs(fold, tones, marked) {
    const parts = fold.match(/^(qu|gi(?=[aeou])|[^aeiouy]*)(.*)$/);
    let tone = "", rest = "";
    for (const char of parts[2]) {
      if (tones[char] && rest) tone = tones[char];
      else rest += char;
    }
    return form((marked(parts[1], rest) + tone).normalize("NFC"));
  }
  // ươ before another letter and ơ at the end («nước», «thuở»), ưu, ưa; else the last letter that can have a horn.
  function horned(rest) {
    if (/[uư]o/.test(rest)) return rest.replace(/[uư]o(?=.)/, "ươ").replace(/uo$/, "uơ");
    if (/u[ua]/.test(rest)) return rest.replace("u", "ư");
    return rest.replace(/([ou])([^ou]*)$/, "$1\u031b$2");
  }
  function breved(rest) { return rest.replace("a", "ă"); }
  function telex(fold) {
    return typedAs(fold, TELEX_TONES, (start, rest) => {
      if (/w$/.test(start)) { start = start.slice(0, -1); rest = "ư" + rest; }
      if (/dd/.test(start)) start = start.replace("dd", "đ");
      else if (start[0] === "d" && /d/.test(rest)) { rest = rest.replace("d", ""); start = start.replace("d", "đ"); }
      rest = rest.replace(/([aeo])(.*)\1/, "$1\u0302$2");
      if (!/w/.test(rest)) return start + rest;
      rest = rest.replace(/w/g, "");
      return start + (/oa|^[^u]*a/.test(rest) ? breved(rest) : horned(rest));
    });
  }
  function vni(fold) {
    return typedAs(fold, VNI_TONES, (start, rest) => {
      if (start[0] === "d" && /9/.test(start + rest)) { start = start.replace("d", "đ").replace("9", ""); rest = rest.replace("9", ""); }
      rest = rest.replace(/([aeo])([^aeo]*)6/, "$1\u0302$2").replace(/a([^a]*)8/, "ă$1");
      if (/[ou].*7/.test(rest)) rest = horned(rest.replace(/7/g, ""));
      return start + rest;
    });
  }
  function same(a, b) { return a.fold === b.fold && a.marks === b.marks && a.tone === b.tone; }
  function keystrokes(words) {
    return [telex, vni].map(decode => {
      let changed = false;
      const read = words.map(typed => {
        const other = /^[a-z][a-z0-9]*$/.test(typed.fold) && !typed.tone && !typed.marks.trim() ? decode(typed.fold) : typed;
        // A digit that is no key of the method is a number: «lop9».
        if (same(other, typed) || /\d/.test(other.fold)) return typed;
        changed = true;
        return Object.assign(other, { open: typed.open, marked: true });
      });
      return changed && read;
    }).filter(Boolean);
  }
  // One slip is one: the letters are the typed ones with other marks, or others with the typed marks among theirs.
  function mayBe(typed, word) {
    if (typed.fold === word.fold) return true;
    return (!typed.tone || typed.tone === word.tone) && Array.from(typed.marks).every(mark => mark === " " || word.marks.includes(mark));
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
  // The keys of all words, of titles and names as well as of texts.
  function* known(index) {
    if (!index.known) {
      const found = new Set(index.keys);
      for (const word of index.forms) {
        if (word) found.add(key(word.fold, index.language));
        yield;
      }
      index.known = found;
    }
    return index.known;
  }
  // The query with the word at a place open to what it may have been meant to be.
  function* slipped(index, words, place) {
    const typed = words[place], own = key(typed.fold, index.language);
    // Its own letters with other marks are a slip as well.
    const meant = new Set([own]), longer = [];
    const all = yield* known(index);
    if (typed.fold.length > 2) for (const fold of all) {
      if (isSlip(own, fold) || (own !== typed.fold && isSlip(typed.fold, fold + "s"))) {
        // On a large site there are too many: those of the same length come first.
        if (fold.length === own.length) meant.add(fold); else longer.push(fold);
      }
      yield;
    }
    longer.slice(0, Math.max(0, MOST_MEANT - meant.size)).forEach(fold => meant.add(fold));
    return words.map((other, at) => at === place ? Object.assign({}, typed, { open: false, slips: meant }) : other);
  }
  // The query with a blank more or less.
  function* parted(index, words) {
    const all = yield* known(index), found = [];
    words.forEach((typed, place) => {
      const before = words.slice(0, place), next = words[place + 1];
      // Numbers stay whole.
      for (let cut = 1; cut < typed.fold.length && /\D/.test(typed.fold) && words.length < MOST_WORDS; cut += 1) {
        const two = [cutOf(typed, 0, cut), cutOf(typed, cut)];
        if (two.every(part => all.has(key(part.fold, index.language)))) found.push(before.concat(two, words.slice(place + 1)));
      }
      if (next && all.has(key(typed.fold + next.fold, index.language))) {
        const from = next.tone ? typed.fold.length + next.at : typed.at;
        const one = { fold: typed.fold + next.fold, marks: typed.marks + next.marks, tone: next.tone || typed.tone, at: from, open: next.open, marked: typed.marked || next.marked };
        found.push(before.concat(one, words.slice(place + 2)));
      }
    });
    return found;
  }
  function cutOf(typed, from, to) {
    const end = to === undefined ? typed.fold.length : to, isToned = typed.at >= from && typed.at < end;
    return {
      fold: typed.fold.slice(from, to), marks: typed.marks.slice(from, to), tone: isToned ? typed.tone : "", at: typed.at - from,
      marked: typed.marked, open: typed.open && to === undefined
    };
  }
  // The tone stands on the marked vowel, else on the last one before a consonant, else on the one before the last.
  function toned(text, tone) {
    return text.replace(/^((?:qu|gi(?=[aeiouyăâêôơư])|[^aeiouyăâêôơư])*)([aeiouyăâêôơư]+)/, (all, start, vowels) => {
      const marked = vowels.search(/[ăâêôơư][^ăâêôơư]*$/), closed = all.length < text.length;
      const place = marked >= 0 ? marked : vowels.length - (closed || vowels.length < 2 ? 1 : 2);
      return start + vowels.slice(0, place + 1) + tone + vowels.slice(place + 1);
    });
  }
  function spelt(words) {
    return words.map(word => {
      let text = "";
      for (let place = 0; place < word.fold.length; place += 1) text += word.fold[place] + word.marks[place].trim();
      return toned(text.replace(/d\u0335/g, "đ").normalize("NFC"), word.tone);
    }).join(" ").normalize("NFC");
  }

  // Choices

  function labelOf(found, facet, key) {
    if (facet === "phong-trao") {
      const entry = [].concat.apply([], found.index.data.movements).find(movement => inner.nameOf(found.index, movement) === key);
      return entry === undefined ? { key: key, label: key, lang: "vi" } : Object.assign({ key: key }, inner.movementOf(found.index, entry));
    }
    const labels = facet === "don-vi" ? Object.fromEntries(found.own.data.units) : found.own.data.labels[facet];
    return { key: key, label: labels && Object.prototype.hasOwnProperty.call(labels, key) ? labels[key] : String(key), lang: found.own.language };
  }
  // By what results are narrowed: the column, and the keys that a value of it has.
  const FACETS = {
    loai: ["places", (index, row) => [row[0]]],
    "phong-trao": ["movements", (index, row) => row.map(inner.nameOf.bind(null, index))],
    nam: ["places", (index, row) => [row[2] || ""]],
    "don-vi": ["units", (index, row) => [row[0]]],
    "doi-tuong": ["subjects", (index, row) => [row[0]]]
  };
  // Of each value of a facet's column, the keys.
  function keysOf(index, facet) {
    return index.data[FACETS[facet][0]].map(row => FACETS[facet][1](index, row).map(String));
  }
  // Leaves the entries that were chosen; where nothing more will be found, tells the choices there are, each counted among
  // what those of the other facets leave.
  function narrow(found, choices) {
    const index = found.index, names = Object.keys(FACETS), keys = names.map(keysOf.bind(null, index));
    const rows = names.map(name => index.rows[FACETS[name][0]]);
    const fitting = keys.map((ofRow, place) => {
      return ofRow.map(own => !choices[names[place]] || own.includes(choices[names[place]]));
    });
    const all = found.entries;
    found.entries = all.filter(entry => fitting.every((fits, place) => fits[rows[place][entry]]));
    if (!found.complete) return;
    const tallies = keys.map(ofRow => new Uint32Array(ofRow.length));
    all.forEach(entry => {
      let missed = 0, which = -1;
      for (let place = 0; place < names.length; place += 1) if (!fitting[place][rows[place][entry]]) { missed += 1; which = place; }
      if (!missed) for (let place = 0; place < names.length; place += 1) tallies[place][rows[place][entry]] += 1;
      else if (missed === 1) tallies[which][rows[which][entry]] += 1;
    });
    const counts = tallies.map((tally, place) => {
      const sums = new Map(choices[names[place]] ? [[choices[names[place]], 0]] : []);
      tally.forEach((often, row) => {
        if (often) keys[place][row].forEach(own => { if (own) sums.set(own, (sums.get(own) || 0) + often); });
      });
      return sums;
    });
    found.facets = names.map((name, place) => {
      return {
        key: name,
        choices: Array.from(counts[place], pair => Object.assign(labelOf(found, name, pair[0]), { count: pair[1] }))
          .sort((a, b) => name === "nam" ? b.key - a.key : b.count - a.count)
      };
    });
  }

  // Reading on until something is found

  // The first of some ways to read a query that finds anything.
  function firstOf(ways) {
    return ways.reduce((before, way) => {
      return before.then(found => found && found.hits.entries.length ? found : way());
    }, Promise.resolve(null));
  }
  function findAll(query, language, choices) {
    const words = read(query), other = language === "vi" ? "en" : "vi";
    const none = { entries: [], scores: [] };
    let unreached = null;
    return ready(language).then(own => {
      function as(reading, index, read, some) {
        return search(index, read, some).then(hits => ({ reading: reading, index: index, words: read, hits: hits }));
      }
      const ways = [
        () => as("own", own, words).then(found => isForeign(found) ? null : found),
        // The other language may be out of reach; that is no reason to stop.
        () => ready(other).then(index => as("other", index, words)).catch(error => { unreached = error; }),
        () => as("own", own, words),
        () => firstOf(keystrokes(words).map(read => () => as("telex", own, read))),
        () => oneSlip(own, words, as),
        () => words.length > 1 ? as("some", own, words, true) : null
      ];
      // Of a single letter nobody can say what else it was meant to be.
      return firstOf(words.length > 1 || query.trim().length > 1 ? ways.slice(words.length ? 0 : ways.length) : ways.slice(2, words.length + 2)).then(found => {
        if (found && found.hits.entries.length) return ["telex", "slip"].includes(found.reading) ? meant(found) : found;
        if (unreached) throw unreached;
        return { reading: "none", index: own, words: words, hits: none };
      }).then(found => inner.makeFound(query, own, found.index, found.words, found.hits, choices, {
        complete: true, reading: found.reading, read: found.read || "", snippet: snippet.bind(null, found.index, found.words)
      }));
    });
  }
  // The words that were read, as they stand in the best entry: where one stands often, beside its neighbours of the query.
  function meant(found) {
    const best = found.hits.entries[found.hits.scores.indexOf(most(found))], language = found.index.language;
    return textOf(found.index, best).then(text => {
      const words = wordsOf((inner.textOf(found.index, best) + " " + text).toLowerCase());
      const forms = words.map(form);
      const fit = (typed, place) => typed && forms[place] ? fits(typed, forms[place], language) : 0;
      return Object.assign(found, {
        read: found.words.map((typed, w) => {
          let told = spelt([typed]), most = 0;
          forms.forEach((word, place) => {
            const own = fit(typed, place), near = Boolean(fit(found.words[w - 1], place - 1)) + Boolean(fit(found.words[w + 1], place + 1));
            const worth = own && 10 * own + 5 * Boolean(typed.slips && word.fold === typed.fold) + 20 * near;
            // What is still being typed is told as it was typed.
            if (worth > most && own !== BEGINS) { most = worth; told = words[place]; }
          });
          return told;
        }).join(" ")
      });
    });
  }
  // Only pages that nobody has translated: the other language says it better.
  function isForeign(found) {
    return found.hits.entries.every(entry => found.index.data.places[found.index.rows.places[entry]][3] !== found.index.language);
  }
  // One slip: in a letter, or a blank too many or too few; whichever finds what holds together best.
  function oneSlip(own, words, as) {
    return inTurn(words.map((_, place) => place), place => inner.unhurried(slipped(own, words, place)).then(read => as("slip", own, read)))
      .then(ways => inner.unhurried(parted(own, words)).then(readings => inTurn(readings, read => as("slip", own, read))).then(more => ways.concat(more)))
      .then(ways => ways.reduce((best, way) => worth(way) > (best ? worth(best) : 0) ? way : best, null));
  }
  function worth(way) { return most(way) / way.words.length; }
  function most(way) { return way.hits.scores.reduce((a, b) => Math.max(a, b), 0); }
  Object.assign(inner, { findAll, nearness, mostOf, narrow, mayBe, keystrokes, spelt, isSlip });
})();
