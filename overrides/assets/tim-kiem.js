// The search, first look: titles, names and first words, from the index that the build has made (hooks/thidua/search_index.py
// tells its form). Loaded when a search box is first touched; the full text comes with tim-sau.js. Nothing typed is sent.
(function () {
  "use strict";
  const here = document.currentScript.src;
  const root = new URL("../", here).href;
  const END = 0, FIELD = 1, FIRST = 2;
  // What a word counts for by where it stands: title, names, role, first words; in the text; in the name of a movement, unit,
  // year or kind that the entry belongs to.
  const FIELDS = [10, 9, 4, 3], TEXT = 2.5, LABEL = 2;
  // How well a word fits: not; with a slip; as a beginning; marks were left out; as typed.
  const SLIP = 1, BEGINS = 2, AGREES = 3, SAME = 4;
  const FITS = [0, .4, .5, .85, 1];
  // Neighbours in the query that are neighbours in the text; a title that the query names whole.
  const NEAR = 1.5, TITLE = 4;
  const KINDS = { movement: 1.15, story: 1, clause: .95, term: 1, page: .9 };
  const MOST_WORDS = 16;

  // Scripts

  const loads = {}, arrived = {};
  window.tdIndex = function (name, data) { arrived[name] = data; };
  // Also from a disk, where a page may not fetch files but may run them.
  function load(path) {
    const name = path.replace(/^.*\//, "");
    loads[name] = loads[name] || new Promise(function (resolve, reject) {
      const script = document.createElement("script");
      script.src = root + "assets/" + path + ".js";
      script.onload = function () {
        resolve(arrived[name]);
        delete arrived[name];
        script.remove();
      };
      script.onerror = function () {
        delete loads[name];
        script.remove();
        reject(new Error(path));
      };
      document.head.append(script);
    });
    return loads[name];
  }

  // Words

  const letters = new Map();
  // «ế» → its letter, its mark, its tone. đ has no decomposition in Unicode.
  function letter(char) {
    let found = letters.get(char);
    if (!found) {
      found = ["", "", ""];
      for (const part of char.toLowerCase().replace("đ", "d\u0335").normalize("NFD")) {
        found["\u0300\u0301\u0303\u0309\u0323".includes(part) ? 2 : /\p{M}/u.test(part) ? 1 : 0] += part;
      }
      found[1] = found[1].slice(0, 1).padEnd(found[0].length);
      letters.set(char, found);
    }
    return found;
  }
  // A word as it is compared: letters, their marks in the same places, and the tone apart, so that «hòa» is «hoà».
  function form(word) {
    let fold = "", marks = "", tone = "";
    for (const char of word) {
      const parts = letter(char);
      fold += parts[0];
      marks += parts[1];
      tone = parts[2] || tone;
    }
    return { fold: fold, marks: marks, tone: tone };
  }
  // In English, one and many are the same. The build has the same rule (shard_key).
  function key(fold, language) {
    if (language !== "en") return fold;
    if (fold.length > 4 && fold.endsWith("ies")) return fold.slice(0, -3) + "y";
    return fold.length > 3 && /[^us]s$/.test(fold) ? fold.slice(0, -1) : fold;
  }
  // A mark that was typed must be there; one that was not may be.
  function agrees(typed, word) {
    if (typed.tone && typed.tone !== word.tone) return false;
    for (let place = 0; place < typed.marks.length; place += 1) {
      if (typed.marks[place] !== " " && typed.marks[place] !== word.marks[place]) return false;
    }
    return true;
  }
  // The last word is still being typed.
  function read(query) {
    const text = query.normalize("NFC").toLowerCase();
    const words = (text.match(/[\p{L}\p{N}]+/gu) || []).slice(0, MOST_WORDS).map(form);
    words.forEach(function (word) { word.open = false; });
    if (words.length) words[words.length - 1].open = /[\p{L}\p{N}]$/u.test(text);
    return words;
  }
  function fits(typed, word, language) {
    if (word.fold === typed.fold) {
      if (agrees(typed, word)) return typed.marks === word.marks && typed.tone === word.tone ? SAME : AGREES;
    } else if (typed.open && typed.fold.length > 1 && word.fold.startsWith(typed.fold)) {
      if (agrees(typed, word)) return BEGINS;
    } else if (language === "en" && key(typed.fold, language) === key(word.fold, language)) {
      return AGREES;
    }
    return typed.slips && typed.slips.has(word.fold) ? SLIP : 0;
  }

  // The index

  function code(text, place) {
    const found = text.charCodeAt(place);
    return found < 92 ? found - 35 : found - 36;
  }
  function numbers(text) {
    const found = [];
    for (let place = 0; place < text.length; place += 1) {
      if (text[place] === "!") {
        found.push(code(text, place + 1) * 50000 + code(text, place + 2));
        place += 2;
      } else {
        found.push(code(text, place));
      }
    }
    return found;
  }
  const ROWS = ["places", "units", "subjects", "movements"];
  function makeIndex(language, data) {
    const index = {
      language: language, data: data, blocks: [], size: 0, names: [], rows: {}, tables: new Map(), labels: [],
      words: ["", ""], forms: [null, null], counts: [0, 0], total: 1
    };
    ROWS.forEach(function (name) { index.rows[name] = []; });
    // What the names of choices say of an entry: «khối 6», «2023», «phong trào».
    index.labels = [
      data.places.map(function (row) { return read(data.labels.loai[row[0]] + " " + (row[2] || "") + " "); }),
      data.units.map(function (unit) { return read((data.labels["don-vi"][unit] || "") + " "); }),
      data.subjects.map(function (row) { return read((data.labels["doi-tuong"][row[0]] || "") + " "); })
    ];
    return index;
  }
  function addBlock(index, block) {
    if (block.words) block.words.split("\n").forEach(function (word) {
      index.words.push(word);
      index.forms.push(/[\p{L}\p{N}]/u.test(word) ? form(word) : null);
      index.counts.push(0);
    });
    const codes = new Uint16Array(block.text.length), starts = [0];
    for (let place = 0; place < codes.length; place += 1) {
      const found = codes[place] = code(block.text, place);
      index.counts[found] += 1;
      if (found === END) starts.push(place + 1);
    }
    index.total += codes.length;
    index.blocks.push({ codes: codes, starts: starts, first: index.size });
    index.size += starts.length - 1;
    index.names = index.names.concat(block.names.split("\n"));
    ROWS.forEach(function (name) { index.rows[name] = index.rows[name].concat(numbers(block[name])); });
    index.tables.clear();
    index.isWord = null;
  }
  const indexes = {}, opened = {};
  function open(language) {
    opened[language] = opened[language] || load("tim-kiem/" + language).then(function (data) {
      const index = indexes[language] = makeIndex(language, data);
      addBlock(index, data.block);
      return data.blocks.map(function (name) { return load("tim-kiem/" + name); }).reduce(function (before, next) {
        return before.then(function () { return next; }).then(function (block) { addBlock(index, block); });
      }, Promise.resolve());
    }).then(function () { return indexes[language].data; }, function (error) {
      delete opened[language];
      throw error;
    });
    return opened[language];
  }

  // Finding

  // How well each word of the index fits a word of the query; only the last one changes while typing.
  function table(index, typed) {
    const name = typed.fold + typed.marks + typed.tone + typed.open;
    let found = !typed.slips && index.tables.get(name);
    if (!found) {
      found = Uint8Array.from(index.forms, function (word) { return word ? fits(typed, word, index.language) : 0; });
      if (index.tables.size > 40) index.tables.clear();
      if (!typed.slips) index.tables.set(name, found);
    }
    return found;
  }
  // Which words of the query a label has, one bit a word.
  function bits(words, label, language) {
    return words.reduce(function (found, typed, place) {
      return label.some(function (word) { return fits(typed, word, language) > SLIP; }) ? found | 1 << place : found;
    }, 0);
  }
  function count(mask) {
    let found = 0;
    for (; mask; mask &= mask - 1) found += 1;
    return found;
  }
  // {entries, scores} of what has every word, in titles and first words and, where it is given, in the full text: for each
  // word the sorted places where it stands, times 8, with how well it fits. With some, entries that have most of the words.
  function walk(index, words, deep, some) {
    const n = words.length, all = (1 << n) - 1, tables = words.map(function (typed) { return table(index, typed); });
    index.isWord = index.isWord || Uint8Array.from(index.forms, Boolean);
    const any = new Uint8Array(index.words.length), weights = new Float64Array(n);
    tables.forEach(function (fitting, w) {
      let often = deep ? deep.lists[w].length : 0;
      for (let place = FIRST; place < any.length; place += 1) if (fitting[place]) {
        any[place] = 1;
        often += index.counts[place];
      }
      weights[w] = Math.log(1 + (index.total + (deep ? deep.total : 0)) / (1 + often));
    });
    const whole = weights.reduce(function (sum, weight) { return sum + weight; }, 0);
    const labels = index.labels.map(function (rows) { return rows.map(function (row) { return bits(words, row, index.language); }); });
    const ofMovement = [], ofMovements = [];
    const best = new Float64Array(n), pair = new Float64Array(n), last = new Int32Array(n), value = new Float64Array(n);
    const next = new Int32Array(n), found = { entries: [], scores: [] };
    let sure = 0, mask = 0;
    function hit(w, place, fit, worth) {
      const here = worth * FITS[fit];
      mask |= 1 << w;
      if (fit > SLIP) sure |= 1 << w;
      if (here > best[w]) best[w] = here;
      last[w] = place;
      value[w] = here;
      if (w && last[w - 1] && place > last[w - 1]) pair[w] = Math.max(pair[w], Math.min(here, value[w - 1]) / (place - last[w - 1]));
      // The other way round counts for less, but it counts: names are typed in any order.
      if (w + 1 < n && last[w + 1] && place > last[w + 1]) pair[w + 1] = Math.max(pair[w + 1], .5 * Math.min(here, value[w + 1]) / (place - last[w + 1]));
    }
    index.blocks.forEach(function (block) {
      const codes = block.codes;
      for (let e = 0; e + 1 < block.starts.length; e += 1) {
        const entry = block.first + e, kind = index.data.places[index.rows.places[entry]][0];
        let place = 1, field = 0, titleWords = 0, titleHits = 0, named = 0;
        best.fill(0); pair.fill(0); last.fill(0);
        sure = mask = 0;
        for (let at = block.starts[e]; at < block.starts[e + 1] - 1; at += 1) {
          const token = codes[at];
          if (token === FIELD) {
            field += 1;
            place += 50;
            if (field === 2) named = sure;
          } else if (index.isWord[token]) {
            place += 1;
            if (!field) titleWords += 1;
            if (any[token]) {
              if (!field) titleHits += 1;
              for (let w = 0; w < n; w += 1) if (tables[w][token]) hit(w, place, tables[w][token], FIELDS[field]);
            }
          }
        }
        if (field < 2) named = sure;
        const inTitles = sure;
        if (deep) {
          const end = deep.starts[entry + 1];
          for (;;) {
            let w = -1;
            for (let other = 0; other < n; other += 1) {
              const at = next[other] < deep.lists[other].length ? deep.lists[other][next[other]] : Infinity;
              if (at < end * 8 && (w < 0 || at < deep.lists[w][next[w]])) w = other;
            }
            if (w < 0) break;
            const at = deep.lists[w][next[w]++];
            hit(w, 1000 + Math.floor(at / 8), at % 8, TEXT);
          }
        }
        // A movement's stories and clauses are found by its name too.
        const movements = index.rows.movements[entry];
        if (kind === "movement") {
          ofMovement[entry] = named;
          ofMovements[movements] = 0;
        } else if (ofMovements[movements] === undefined) {
          ofMovements[movements] = index.data.movements[movements].reduce(function (sum, other) { return sum | ofMovement[other]; }, 0);
        }
        const label = labels[0][index.rows.places[entry]] | labels[1][index.rows.units[entry]] | labels[2][index.rows.subjects[entry]] | ofMovements[movements];
        const has = mask | label;
        if (!has || (!some && (has !== all || count(all & ~(sure | label)) > 1))) continue;
        let score = 0, share = 0;
        for (let w = 0; w < n; w += 1) {
          if (!(has & 1 << w)) continue;
          share += weights[w];
          score += weights[w] * Math.max(best[w], label & 1 << w ? LABEL : 0);
          if (w) score += NEAR * Math.min(weights[w], weights[w - 1]) * pair[w];
        }
        if (titleWords && inTitles === all) score += TITLE * whole * titleHits / titleWords;
        score *= KINDS[kind];
        if (some) score = share / whole * 1000 + score / whole;
        found.entries.push(entry);
        found.scores.push(score);
      }
    });
    if (some) keepMost(found);
    return found;
  }
  function keepMost(found) {
    const most = found.scores.reduce(function (a, b) { return Math.max(a, b); }, 0);
    found.entries = found.entries.filter(function (_, place) { return found.scores[place] > .7 * most; });
    found.scores = found.scores.filter(function (score) { return score > .7 * most; });
  }

  // Showing

  const FACETS = {
    loai: function (index, entry) { return [index.data.places[index.rows.places[entry]][0]]; },
    "phong-trao": function (index, entry) { return index.data.movements[index.rows.movements[entry]].map(nameOf.bind(null, index)); },
    nam: function (index, entry) { return [index.data.places[index.rows.places[entry]][2] || ""]; },
    "don-vi": function (index, entry) { return [index.data.units[index.rows.units[entry]]]; },
    "doi-tuong": function (index, entry) { return [index.data.subjects[index.rows.subjects[entry]][0]]; }
  };
  function add(pieces, text, hit, joint) {
    const before = pieces[pieces.length - 1];
    if (before && before.hit === hit) before.text += joint + text;
    else {
      if (joint) add(pieces, joint, false, "");
      if (before && !hit && pieces[pieces.length - 1].hit === hit) pieces[pieces.length - 1].text += text;
      else pieces.push({ text: text, hit: hit });
    }
  }
  // An entry's title, names, role and first words as pieces; sure: the words of the query that stand in them, one bit a word.
  function fieldsOf(index, entry, words) {
    const block = index.blocks.find(function (candidate) { return entry < candidate.first + candidate.starts.length - 1; });
    const tables = words.map(function (typed) { return table(index, typed); });
    const fields = [[], [], [], []], local = entry - block.first;
    let field = 0, wasWord = false, sure = 0;
    for (let at = block.starts[local]; at < block.starts[local + 1] - 1; at += 1) {
      const token = block.codes[at];
      if (token === FIELD) {
        field += 1;
        wasWord = false;
        continue;
      }
      const hits = tables.reduce(function (found, fitting, w) { return fitting[token] ? found | 1 << w : found; }, 0);
      const isWord = Boolean(index.forms[token]), word = index.words[token];
      add(fields[field], fields[field].length ? word : capital(word), hits > 0, isWord && wasWord ? " " : "");
      sure |= hits;
      wasWord = isWord;
    }
    return { fields: fields, sure: sure };
  }
  function capital(word) { return word.slice(0, 1).toUpperCase() + word.slice(1); }
  function plain(pieces) { return pieces.map(function (piece) { return piece.text; }).join(""); }
  function placeOf(index, entry) { return index.data.places[index.rows.places[entry]]; }
  // The entry's own part of its address: a slug, an anchor. Most follow from the title.
  function nameOf(index, entry) {
    const own = index.names[entry];
    if (own && own[0] !== "-") return own;
    return index.names[entry] = read(plain(fieldsOf(index, entry, []).fields[0])).map(function (word) { return word.fold; }).join("-") + own;
  }
  function hrefOf(index, entry) {
    const path = placeOf(index, entry)[1].replace("*", nameOf(index, entry));
    // A disk does not answer for a folder with the page in it.
    return root + (location.protocol === "file:" ? path.replace(/\/(?=#|$)/, "/index.html") : path);
  }
  function movementOf(index, entry) {
    return { label: plain(fieldsOf(index, entry, []).fields[0]), lang: placeOf(index, entry)[3] };
  }
  function resultOf(found, entry) {
    const index = found.index, place = placeOf(index, entry), view = fieldsOf(index, entry, found.words), fields = view.fields;
    const names = fields[1].map(function (piece) { return { text: piece.text, hit: piece.hit, lang: "vi" }; });
    if (names.length && fields[2].length) names.push({ text: " · ", hit: false });
    const all = (1 << found.words.length) - 1;
    return {
      href: hrefOf(index, entry), lang: place[3], kind: place[0], kindLabel: found.own.data.labels.loai[place[0]],
      title: fields[0], about: names.concat(fields[2]), snippet: fields[3], year: place[2] || null,
      movements: place[0] === "movement" ? [] : index.data.movements[index.rows.movements[entry]].map(movementOf.bind(null, index)),
      unit: index.data.labels["don-vi"][FACETS["don-vi"](index, entry)[0]] || "",
      sample: index.data.subjects[index.rows.subjects[entry]][1],
      more: found.snippet && (view.sure & all) !== all ? function () { return found.snippet(entry); } : null
    };
  }
  // What find and findAll answer with; made: what else is known of it.
  function makeFound(query, own, index, words, hits, choices, made) {
    const order = hits.scores.map(function (score, place) { return place; }).sort(function (a, b) { return hits.scores[b] - hits.scores[a] || a - b; });
    const found = Object.assign({ query: query, own: own, index: index, words: words, language: index.language, reading: "own", read: "", complete: false }, made);
    found.entries = order.map(function (place) { return hits.entries[place]; });
    found.facets = found.count ? found.count(found, choices) : [];
    found.entries = found.entries.filter(function (entry) {
      return Object.keys(choices).every(function (name) { return FACETS[name](index, entry).map(String).includes(choices[name]); });
    });
    found.total = found.entries.length;
    found.results = function (from, count) {
      return found.entries.slice(from, from + count).map(function (entry) { return resultOf(found, entry); });
    };
    return found;
  }
  function find(query, language, choices) {
    const index = indexes[language], words = read(query);
    return makeFound(query, index, index, words, words.length ? walk(index, words) : { entries: [], scores: [] }, choices || {});
  }
  function findAll(query, language, choices) {
    return Promise.all([open(language), load("tim-sau")]).then(function () { return window.tdSearch.deepFind(query, language, choices); });
  }
  window.tdSearch = {
    open: open, find: find, findAll: findAll,
    inner: { load: load, form: form, key: key, fits: fits, read: read, numbers: numbers, addBlock: addBlock, add: add, walk: walk, makeFound: makeFound, movementOf: movementOf, nameOf: nameOf, indexes: indexes, open: open, FACETS: FACETS, SLIP: SLIP,
      textOf: function (index, entry) { return fieldsOf(index, entry, []).fields.map(plain).join(" "); } }
  };
})();
