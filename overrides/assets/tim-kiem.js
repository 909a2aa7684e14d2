// The search, first look: titles, names and first words, from the index that the build has made (hooks/thidua/search_index.py
// tells its form). Loaded when a search box is first touched; the full text comes with tim-sau.js. Nothing typed is sent.
(function () {
  "use strict";
  const here = document.currentScript.src;
  const root = new URL("../", here).href;
  const END = 0, FIELD = 1;
  // What a word counts for by where it stands: title, names, role, first words; in the text; in the name of a movement, unit,
  // year or kind that the entry belongs to.
  const FIELDS = [10, 9, 4, 3], TEXT = 2.5, LABEL = 2;
  // How well a word fits: not; with a slip; as a beginning; but for a tone or mark, where others were typed; but for marks,
  // where none was; as typed. Whoever types marks means them: such a word elsewhere in a title is no match for the word itself.
  const SLIP = 1, BEGINS = 2, NEARLY = 3, AGREES = 4, SAME = 5;
  const FITS = [0, .2, .15, .18, .85, 1];
  // A title that the query names whole.
  const TITLE = 8;
  const KINDS = { movement: 1.15, story: 1, clause: .95, term: 1, page: .85 };
  const LONGEST = 300, MOST_WORDS = 15, CLOSELY = 300, MOST = 2097152;

  // Scripts

  const loads = {}, arrived = {};
  window.tdIndex = (name, data) => { arrived[name] = data; };
  // Also from a disk, where a page may not fetch files but may run them.
  function load(path) {
    const name = path.replace(/^.*\//, "");
    loads[name] = loads[name] || new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = root + "assets/" + path + ".js";
      script.onload = () => {
        // What is made of it is work of its own, after the browser has drawn.
        setTimeout(resolve, 0, arrived[name]);
        delete arrived[name];
        script.remove();
      };
      script.onerror = () => {
        delete loads[name];
        script.remove();
        reject(new Error(path));
      };
      document.head.append(script);
    });
    return loads[name];
  }

  // Words

  // Letters and digits of all alphabets, by ranges: browsers take long to make \p{L}.
  const WORD = /[0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0370-\u1fff\u2c00-\ud7ff]+/g;
  function wordsOf(text) { return text.match(WORD) || []; }
  const letters = new Map();
  // «ế» → its letter, its mark, its tone. đ has no decomposition in Unicode.
  function letter(char) {
    let found = letters.get(char);
    if (!found) {
      found = ["", "", ""];
      for (const part of char.toLowerCase().replace("đ", "d\u0335").normalize("NFD")) {
        found["\u0300\u0301\u0303\u0309\u0323".includes(part) ? 2 : /[\u0300-\u036f]/.test(part) ? 1 : 0] += part;
      }
      found[1] = found[1].slice(0, 1).padEnd(found[0].length);
      letters.set(char, found);
    }
    return found;
  }
  // A word as it is compared: letters, their marks in the same places, and the tone apart, so that «hòa» is «hoà».
  function form(word) {
    let fold = "", marks = "", tone = "", at = 0;
    for (const char of word) {
      const parts = letter(char);
      if (parts[2]) at = fold.length;
      fold += parts[0];
      marks += parts[1];
      tone = parts[2] || tone;
    }
    return { fold, marks, tone, at };
  }
  // «lí» and «lý» are the same, and in English one and many. The build has the same rule (shard_key).
  function key(fold, language) {
    if (language !== "en") return fold.replace(/^(qu|[hklmst])y$/, "$1i");
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
  function isMarked(word, ignored) { return Boolean(word.tone || word.marks.replace(ignored, "")); }
  // The last word is still being typed.
  function read(query) {
    const text = query.slice(0, LONGEST).normalize("NFC").toLowerCase();
    const parts = text.split(WORD), words = wordsOf(text).slice(0, MOST_WORDS).map(form);
    // Who types no other mark may type đ for its key alone.
    const strokes = words.length === 1 || words.some(word => isMarked(word, /[ \u0335]/g));
    words.forEach((word, place) => {
      word.marked = isMarked(word, strokes ? / /g : /[ \u0335]/g);
      word.open = place === words.length - 1 && !parts[parts.length - 1];
    });
    return words;
  }
  function fits(typed, word, language) {
    if (word.fold === typed.fold) {
      if (agrees(typed, word)) return typed.marks === word.marks && typed.tone === word.tone ? SAME : typed.marked ? NEARLY : AGREES;
    } else if (key(typed.fold, language) === key(word.fold, language) && (language === "en" || agrees(typed, word))) {
      return AGREES;
    } else if (typed.open && word.fold.startsWith(typed.fold) && agrees(typed, word)) {
      return BEGINS;
    }
    return typed.slips && typed.slips.has(key(word.fold, language)) && inner.mayBe(typed, word) ? SLIP : 0;
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
      words: ["", ""], forms: [null, null], entries: [[], []], titles: [], byLetter: {}, total: 1
    };
    ROWS.forEach(name => { index.rows[name] = []; });
    // What the names of choices say of an entry: «khối 6», «2023», «phong trào».
    index.labels = [
      data.places.map(row => read(data.labels.loai[row[0]] + " " + (row[2] || "") + " ")),
      data.units.map(unit => read(unit[1] + " ")),
      data.subjects.map(row => read((data.labels["doi-tuong"][row[0]] || "") + " "))
    ];
    return index;
  }
  function* addBlock(index, block) {
    for (const word of block.words ? block.words.split("\n") : []) {
      const found = wordsOf(word).length ? form(word) : null;
      if (found) (index.byLetter[found.fold[0]] = index.byLetter[found.fold[0]] || []).push(index.forms.length);
      index.words.push(word);
      index.forms.push(found);
      index.entries.push([]);
      yield;
    }
    const codes = new Uint16Array(block.text.length), starts = [0], first = index.size;
    let size = first;
    for (let place = 0, field = 0; place < codes.length; place += 1) {
      const found = codes[place] = code(block.text, place);
      if (found === FIELD) {
        field += 1;
      } else if (found === END) {
        starts.push(place + 1);
        size += 1;
        field = 0;
        yield;
      } else if (index.forms[found]) {
        // Each entry once, with the first field that has the word: fields stand by their worth.
        const entries = index.entries[found];
        if (!entries.length || entries[entries.length - 1] >> 2 !== size) entries.push(size << 2 | field);
        if (!field) index.titles[size] = (index.titles[size] || 0) + 1;
      }
    }
    if (starts.length > 1) index.names = index.names.concat(block.names.split("\n"));
    for (const name of ROWS) {
      index.rows[name] = index.rows[name].concat(numbers(block[name]));
      yield;
    }
    index.total += codes.length;
    index.blocks.push({ codes: codes, starts: starts, first: first });
    index.size = size;
    index.tables.clear();
  }
  function pause() { return new Promise(resolve => { setTimeout(resolve); }); }
  let rested = 0;
  // Work that makes way for the reader every few milliseconds, whatever was done before it.
  function unhurried(work) {
    while (performance.now() - rested < 6) {
      const step = work.next();
      if (step.done) return Promise.resolve(step.value);
    }
    return pause().then(() => {
      rested = performance.now();
      return unhurried(work);
    });
  }
  const indexes = {}, opened = {};
  function open(language) {
    opened[language] = opened[language] || load("tim-kiem/" + language).then(data => {
      const index = makeIndex(language, data);
      return data.blocks.map(name => load("tim-kiem/" + name)).reduce((before, next) => {
        return before.then(() => next).then(block => unhurried(addBlock(index, block)));
      }, pause().then(() => unhurried(addBlock(index, data.block)))).then(() => { indexes[language] = index; });
    }).then(() => indexes[language].data, error => {
      delete opened[language];
      throw error;
    });
    return opened[language];
  }

  // Finding

  // How well each word of the index fits a word of the query, and which do; only the last word changes while typing.
  function table(index, typed) {
    const name = typed.fold + typed.marks + typed.tone + typed.open;
    let found = !typed.slips && index.tables.get(name);
    if (!found) {
      found = { fits: new Uint8Array(index.words.length), codes: [] };
      (typed.slips ? index.forms.map((_, token) => token) : index.byLetter[typed.fold[0]] || []).forEach(token => {
        const fit = index.forms[token] && fits(typed, index.forms[token], index.language);
        if (!fit) return;
        found.fits[token] = fit;
        found.codes.push(token);
      });
      if (index.tables.size > 40) index.tables.clear();
      if (!typed.slips) index.tables.set(name, found);
    }
    return found;
  }
  // Which words of the query a label has, one bit a word.
  function bits(words, label, language) {
    return words.reduce((found, typed, place) => {
      return label.some(word => fits(typed, word, language) > SLIP) ? found | 1 << place : found;
    }, 0);
  }
  // What each entry has of the query: words as bits (has: any; sure: without a slip; title: in the title; by: given by its
  // year, unit, kind and movements), and what each word is worth where it stands best.
  function* weigh(index, words, tables, deep) {
    const size = index.size, rows = index.rows;
    const found = { has: new Uint16Array(size), sure: new Uint16Array(size), title: new Uint16Array(size), by: new Uint16Array(size) };
    found.worth = [];
    for (let w = 0; w < tables.length; w += 1) {
      const table = tables[w], worth = new Float32Array(size), bit = 1 << w, list = deep ? deep.lists[w] : [];
      for (const token of table.codes) {
        const fit = table.fits[token];
        for (const entryAndField of index.entries[token]) {
          const entry = entryAndField >> 2, here = FIELDS[entryAndField & 3] * FITS[fit];
          if (here > worth[entry]) worth[entry] = here;
          found.has[entry] |= bit;
          if (fit > SLIP) {
            found.sure[entry] |= bit;
            if (!(entryAndField & 3)) found.title[entry] |= bit;
          }
        }
      }
      for (let at = 0, entry = 0; at < list.length; at += 1) {
        while (list[at] >= deep.starts[entry + 1] * 8) entry += 1;
        const fit = list[at] % 8;
        if (TEXT * FITS[fit] > worth[entry]) worth[entry] = TEXT * FITS[fit];
        found.has[entry] |= bit;
        if (fit > SLIP) found.sure[entry] |= bit;
      }
      found.worth.push(worth);
      yield;
    }
    const labels = index.labels.map(column => column.map(label => bits(words, label, index.language)));
    // A movement's stories and clauses are found by its name too.
    const movements = index.data.movements.map(row => {
      return row.reduce((named, movement) => named | namedBy(index, movement, tables), 0);
    });
    for (let entry = 0; entry < size; entry += 1) {
      const by = labels[0][rows.places[entry]] | labels[1][rows.units[entry]] | labels[2][rows.subjects[entry]] | movements[rows.movements[entry]];
      if (!by) continue;
      found.by[entry] = by;
      found.has[entry] |= by;
      found.sure[entry] |= by;
    }
    return found;
  }
  function namedBy(index, movement, tables) {
    const codes = index.blocks[0].codes;
    let found = 0, field = 0;
    for (let at = index.blocks[0].starts[movement]; field < 2 && codes[at] !== END; at += 1) {
      if (codes[at] === FIELD) field += 1;
      else tables.forEach((table, w) => { if (table.fits[codes[at]] > SLIP) found |= 1 << w; });
    }
    return found;
  }
  // {entries, scores} of what has every word, in titles and first words and, where it is given, in the full text: for each
  // word the sorted places where it stands, times 8, with how well it fits. With some, entries that have most of the words.
  // It pauses now and then, so that whoever does not wait for it can let the page breathe.
  function* walk(index, words, deep, some) {
    const n = words.length, all = (1 << n) - 1, tables = words.map(typed => table(index, typed));
    const weights = tables.map((found, w) => {
      const often = found.codes.reduce((sum, token) => sum + index.entries[token].length, deep ? deep.lists[w].length : 0);
      return Math.log(1 + (index.total + (deep ? deep.total : 0)) / (1 + often));
    });
    const whole = weights.reduce((sum, weight) => sum + weight, 0), held = yield* weigh(index, words, tables, deep);
    const found = { entries: [], scores: [], shares: [] };
    for (let entry = 0; entry < index.size; entry += 1) {
      const has = held.has[entry], slipped = all & ~held.sure[entry];
      // One slip is forgiven, not two.
      if (some ? !has : has !== all || slipped & slipped - 1) continue;
      const title = held.title[entry] === all ? TITLE * Math.min(1, n / index.titles[entry]) / FIELDS[0] : 0;
      let score = 0, share = 0;
      for (let w = 0; w < n; w += 1) {
        if (!(has & 1 << w)) continue;
        share += weights[w] / whole;
        score += weights[w] * (Math.max(held.worth[w][entry], held.by[entry] & 1 << w ? LABEL : 0) + title * held.worth[w][entry]);
      }
      found.entries.push(entry);
      found.scores.push(score);
      found.shares.push(share);
    }
    // Which words stand together is told by tim-sau.js, once it is there.
    if (n > 1 && inner.nearness) {
      const near = inner.nearness(index, tables, weights, whole, deep);
      const least = deep ? -1 : leastOf(found.scores);
      for (let place = 0, walked = 0; place < found.entries.length; place += 1) {
        if (found.scores[place] < least) continue;
        found.scores[place] += near(found.entries[place]);
        if (++walked % 128 === 0) yield;
      }
    }
    found.entries.forEach((entry, place) => { found.scores[place] *= KINDS[index.data.places[index.rows.places[entry]][0]]; });
    return some ? inner.mostOf(found) : found;
  }
  // While someone types, only the best of very many are looked at closely.
  function leastOf(scores) {
    return scores.length > CLOSELY ? Float64Array.from(scores).sort()[scores.length - CLOSELY] : -1;
  }

  // Showing

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
    const block = index.blocks.find(candidate => entry < candidate.first + candidate.starts.length - 1);
    const tables = words.map(typed => table(index, typed));
    const fields = [[], [], [], []], local = entry - block.first;
    let field = 0, wasWord = false, sure = 0;
    for (let at = block.starts[local]; at < block.starts[local + 1] - 1; at += 1) {
      const token = block.codes[at];
      if (token === FIELD) {
        field += 1;
        wasWord = false;
        continue;
      }
      const hits = tables.reduce((found, fitting, w) => fitting.fits[token] ? found | 1 << w : found, 0);
      const isWord = Boolean(index.forms[token]), word = index.words[token];
      add(fields[field], fields[field].length ? word : capital(word), hits > 0, isWord && wasWord ? " " : "");
      sure |= hits;
      wasWord = isWord;
    }
    return { fields: fields, sure: sure };
  }
  // What the build began small; «iPhone» and «e» are as they were.
  function capital(word) {
    return word.length > 1 && word === word.toLowerCase() ? word[0].toUpperCase() + word.slice(1) : word;
  }
  function plain(pieces) { return pieces.map(piece => piece.text).join(""); }
  function placeOf(index, entry) { return index.data.places[index.rows.places[entry]]; }
  // The entry's own part of its address: a slug, an anchor. Most follow from the title.
  function nameOf(index, entry) {
    const own = index.names[entry];
    if (/^[^-~]/.test(own)) return own;
    const words = wordsOf(plain(fieldsOf(index, entry, []).fields[0])).map(word => form(word).fold);
    // ~: all but the first word, as in «Mục I.1.a».
    return index.names[entry] = own === "~" ? words.slice(1).join("-") : words.join("-") + own;
  }
  function hrefOf(index, entry) {
    const path = placeOf(index, entry)[1].replace("*", nameOf(index, entry));
    // A disk does not answer for a folder with the page in it.
    return root + (location.protocol === "file:" ? path.replace(/\/(?=#|$)/, "/index.html") : path);
  }
  function movementOf(index, entry) {
    return { label: plain(fieldsOf(index, entry, []).fields[0]), lang: placeOf(index, entry)[3] };
  }
  function unitOf(own, unit) { return (own.data.units.find(other => other[0] === unit[0]) || unit)[1]; }
  function resultOf(found, entry) {
    const index = found.index, place = placeOf(index, entry), view = fieldsOf(index, entry, found.words), fields = view.fields;
    const names = fields[1].map(piece => ({ text: piece.text, hit: piece.hit, lang: "vi" }));
    if (names.length && fields[2].length) names.push({ text: " · ", hit: false });
    const all = (1 << found.words.length) - 1;
    return {
      href: hrefOf(index, entry), lang: place[3], kind: place[0], kindLabel: found.own.data.labels.loai[place[0]],
      title: fields[0], about: names.concat(fields[2]), snippet: fields[3], year: place[2] || null,
      movements: place[0] === "movement" ? [] : index.data.movements[index.rows.movements[entry]].map(movementOf.bind(null, index)),
      // In the language of the page, as the filters have it.
      unit: unitOf(found.own, index.data.units[index.rows.units[entry]]),
      sample: index.data.subjects[index.rows.subjects[entry]][1],
      more: found.snippet && (view.sure !== all || /(^|…)$/.test(plain(fields[3]))) ? () => found.snippet(entry) : null
    };
  }
  // What find and findAll answer with; made: what else is known of it.
  function makeFound(query, own, index, words, hits, choices, made) {
    const found = Object.assign({ query: query, own: own, index: index, words: words, language: index.language, reading: "own", read: "", complete: false }, made);
    // Best first; of equally good ones the first: sorted as numbers, which is many times faster than by comparing.
    const ordered = new Float64Array(hits.entries.length);
    hits.entries.forEach((entry, place) => { ordered[place] = entry - Math.round(hits.scores[place] * 1000) * MOST; });
    ordered.sort();
    found.entries = [];
    ordered.forEach(number => { found.entries.push((number % MOST + MOST) % MOST); });
    found.facets = [];
    if (inner.narrow) inner.narrow(found, choices);
    found.total = found.entries.length;
    found.results = (from, count) => {
      return found.entries.slice(from, from + count).map(entry => resultOf(found, entry));
    };
    return found;
  }
  function find(query, language, choices) {
    // The next answer can tell which words stand together; this one need not wait for it.
    setTimeout(() => load("tim-sau").catch(() => {}));
    const index = indexes[language], words = read(query);
    let step = { value: { entries: [], scores: [] } };
    // What was chosen is left to tim-sau.js: better nothing for a moment than what was not asked for.
    const waits = Object.keys(choices || {}).length > 0 && !inner.narrow;
    if (words.length && !waits) for (const walking = walk(index, words); !(step = walking.next()).done;);
    return makeFound(query, index, index, words, step.value, choices || {});
  }
  function findAll(query, language, choices) {
    return Promise.all([open(language), load("tim-sau")]).then(() => inner.findAll(query, language, choices || {}));
  }
  const textOf = (index, entry) => fieldsOf(index, entry, []).fields.map(plain).join(" ");
  // What tim-sau.js builds on, and adds to.
  const inner = {
    load, form, key, fits, read, numbers, addBlock, add, walk, makeFound, movementOf, nameOf, textOf, indexes, open,
    unhurried, wordsOf, WORD, FIELD, END, FIELDS, TEXT, SLIP, BEGINS, SAME, MOST_WORDS
  };
  window.tdSearch = { open, find, findAll, inner };
})();
