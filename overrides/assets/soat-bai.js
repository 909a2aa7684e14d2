// The rules of a story and the files that it becomes, for whoever fills it in: the form «Viết bài», and the editor.
// Lists, limits and words come from the build (hooks/thidua/schema.py); hooks/thidua/story_files.py writes the same files.
// No page is touched here.
(function () {
  "use strict";
  // As in hooks/thidua/letters.py: what nobody sees, and what makes a picture of anything but a picture.
  var UNSEEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufdd0-\ufdef\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]|\p{Cs}|\p{Co}|\p{Noncharacter_Code_Point}/gu;
  var SELECTOR = /([#*0-9](?=[\ufe0e\ufe0f]\u20e3)|[©®‼⁉™ℹ\u2190-\u2bff\u3030\u303d㊗㊙\u{1f000}-\u{1faff}])?[\ufe0e\ufe0f]/gu;
  var INDENT = /^[ \t\xa0\u3000]+(?![ \t\xa0\u3000]|[-*+] |\d+[.)] )/gm;
  var LONGEST_SLUG = 60;
  // No vowels, so that no word comes about; no signs that are taken for each other.
  var SIGNS = "23456789bcdfghjkmnpqrstvwxz"; // pragma: allowlist secret (signs of short names)

  function seen(text) {
    return text.replace(UNSEEN, "").replace(SELECTOR, function (whole, picture) { return picture ? whole : ""; });
  }

  function oneLine(text) {
    return seen(String(text === undefined || text === null ? "" : text).normalize("NFC"))
      .replace(/[\s\x85]+/g, " ").trim();
  }

  function bodyText(text) {
    return seen(String(text || "").replace(/\r\n|[\r\x85\u2028\u2029]/g, "\n").normalize("NFC")).replace(INDENT, "")
      .split("\n").map(function (line) { return line.replace(/\s+$/, ""); }).join("\n").replace(/^\n+|\n+$/g, "");
  }

  // What was typed as a sign is no HTML; addresses in angle brackets are links. The page's title is its one first heading.
  function typedBody(text) {
    return bodyText(text).replace(/&(?=#?[0-9A-Za-z]+;)/g, "&amp;").replace(/<(?!(?:https?:\/\/|mailto:)[^\s<>]+>)(?=[A-Za-z/!?])/g, "&lt;").replace(/^#(?=[ \t])/gm, "##");
  }

  function fold(text) {
    return text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/\p{M}/gu, "");
  }

  function slug(title, unique) {
    var found = "";
    (fold(oneLine(title)).match(/[a-z0-9]+/g) || []).every(function (word) {
      var longer = found ? found + "-" + word : word;
      if (longer.length <= LONGEST_SLUG) found = longer;
      return longer.length <= LONGEST_SLUG;
    });
    return (found || "bai-viet") + "-" + unique;
  }

  function unique() {
    return Array.from(crypto.getRandomValues(new Uint32Array(4)), function (number) {
      return SIGNS[number % SIGNS.length];
    }).join("");
  }

  function isDay(text) {
    var day = new Date(text + "T00:00:00Z");
    return /^[12]\d{3}-\d{2}-\d{2}$/.test(text) && !isNaN(day) && day.toISOString().slice(0, 10) === text;
  }

  // What is wrong with a story, in the order of its fields: a list of {field, message}. ``today`` is like «2026-11-23».
  function check(story, schema, today) {
    var told = [];
    var english = story.en || {};
    var translates = schema.fields.some(function (item) { return item.translated && oneLine(english[item.name]); });

    function tell(field, key, parts) {
      told.push({ field: field, message: fill(schema.messages[key], parts || {}) });
    }

    // Letters that were lost or only look like others, heaps of marks, a wrong encoding: the first of it is told.
    function oddLetters(text, isName) {
      var told = text.indexOf("\ufffd") >= 0 && ["lost", {}];
      (schema.letters || []).some(function (sign) {
        var found = !told && (isName || !sign.in_names_only) && new RegExp(sign.pattern, "mu").exec(text);
        if (found) told = [sign.key, { found: found[0].trim() }];
        return told;
      });
      return told;
    }

    function checkLetters(field, text, isName) {
      var told = oddLetters(text, isName);
      if (told) tell(field, told[0], told[1]);
    }

    function isTangled(text) {
      var bounds = schema.bounds, signs = Object.keys(bounds.signs);
      function over(part, most) {
        return signs.some(function (sign) { return part.split(sign).length - 1 > bounds.signs[sign][most]; });
      }
      function cells(part) {
        var lines = part.replace(/^\n+|\n+$/g, "").split("\n"), most = 0;
        lines.forEach(function (line) {
          if (/^[|:\-> \t]*$/.test(line) && line.indexOf("|") >= 0) most = Math.max(most, line.split("|").length - 1, 2);
        });
        return most ? lines.length * (most - 1) : 0;
      }
      var parts = text.split(/\n[ \t]*(?=\n)/);
      return (text.match(new RegExp(bounds.heading, "gmu")) || []).length > bounds.headings ||
        parts.reduce(function (sum, part) { return sum + cells(part); }, 0) > bounds.cells ||
        Array.from(text).length > bounds.longest || over(text, 1) || new RegExp(bounds.line, "mu").test(text) ||
        parts.some(function (part) {
          var lines = part.replace(/^\n+|\n+$/g, "").split("\n");
          return Array.from(part).length > bounds.paragraph || lines.length > bounds.lines || over(part, 0) ||
            lines.some(function (line) { return line.split("|").length - 1 > bounds.columns; });
        });
    }

    function checkPersonal(field, text) {
      (schema.personal || []).forEach(function (rule) {
        if (new RegExp(rule.pattern, "iu").test(text)) told.push({ field: field, message: rule.message });
      });
    }

    function checkText(item, value, field, required) {
      var text = oneLine(value);
      var length = Array.from(text).length;
      if (!text && required) tell(field, "missing", { example: field.slice(0, 3) === "en." ? item.example_en : item.example });
      if (item.name === "photo_alt" && /^.+\.(?:avif|gif|heic|jpe?g|png|webp)$/i.test(text)) tell(field, "photo_alt_name");
      if (item.limit && length > item.limit) tell(field, "too_long", { length: length, limit: item.limit });
      checkLetters(field, text, item.is_name);
      checkPersonal(field, text);
    }

    function checkBody(value, field, required) {
      var text = bodyText(value);
      if (schema.bounds && isTangled(typedBody(value))) return tell(field, "body_bounds");
      checkLetters(field, text);
      if (!text.replace(/<!--[^]*?-->/g, "").trim()) { if (required) tell(field, "body"); }
      else if (/^\s*---[ \t]*\n[A-Za-z_]+:[^]*?\n---[ \t]*(?:\n|$)/.test(text)) tell(field, "body_header");
      // Code shows links and tags, and makes none.
      var prose = text.replace(/^(```|~~~)[^]*?^\1/gm, "").replace(/(`+).+?\1/g, "");
      if (/<img\b|!\[/i.test(prose)) tell(field, "body_picture");
      if (/\][ \t]+\((?:https?:\/\/|[^()\s]+\.(?:md|avif|jpe?g|png|webp)\))/i.test(prose)) tell(field, "body_link_gap");
      // No other file of the site is known here, so a link leads elsewhere.
      targets(prose).forEach(function (target) {
        if (!leadsSomewhere(target)) tell(field, "body_link", { target: target });
      });
      checkPersonal(field, text);
    }

    function leadsSomewhere(target) {
      try {
        return /^(?:https?:|mailto:|tel:)\S+$/i.test(target) && Boolean(new URL(target));
      } catch (error) {
        return false;
      }
    }

    function targets(text) {
      var found = [], link = /\]\(([^)]*)\)|^ {0,3}\[[^\]^]+\]:[ \t]*(\S+)[ \t]*$/gm;
      for (var match = link.exec(text); match; match = link.exec(text)) {
        found.push((match[2] || match[1].replace(/\s["'(].*$/, "")).trim().replace(/^<|>$/g, ""));
      }
      return found;
    }

    function checkChoice(item, value, field) {
      var known = item.choices.some(function (choice) { return choice.value === value; });
      if (value ? !known : item.required) tell(field, "not_chosen");
    }

    function checkDay(item, value, field) {
      if (!value && item.required) tell(field, "missing", { example: item.example });
      else if (value && !isDay(value)) tell(field, "date_unreal");
      // Days between two days in UTC: every one of them has 24 hours.
      else if (field === "date" && (Date.parse(value) - Date.parse(today)) / 864e5 > schema.most_days_ahead) {
        tell(field, "date_far", { day: value });
      }
    }

    // The name of a class or a club may begin with a digit or a quotation mark.
    function isName(text) {
      var isPerson = story.subject === "adult" || story.subject === "pupil";
      return /^\p{L}/u.test(text) || (!isPerson && !/^\p{M}/u.test(text) && /\p{L}/u.test(text));
    }

    function checkAward(item, award, place, awards) {
      function values(one) { return item.parts.map(function (part) { return oneLine(one[part.name]); }); }
      var filled = values(award).filter(Boolean).length;
      if (!filled) return;
      var first = awards.map(function (one) { return values(one).join("\n"); }).indexOf(values(award).join("\n"));
      // Two of one kind and no more may well be meant.
      if (filled > 1 && first < place) tell(item.name + "[" + place + "].type", "repeated");
      var day = oneLine(award.date);
      if (isDay(day) && day > today) tell(item.name + "[" + place + "].date", "award_future", { day: day });
      item.parts.forEach(function (part) { checkField(part, award[part.name], item.name + "[" + place + "]." + part.name); });
      var type = item.parts[0].choices.filter(function (choice) { return choice.value === award.type; })[0];
      if (type && story.subject in schema.consent && type.subjects.indexOf(story.subject) < 0) tell(item.name + "[" + place + "].type", "award_subject");
    }

    function checkConsent(item, consent) {
      item.parts.forEach(function (part) { checkField(part, consent[part.name], "consent." + part.name); });
      if (story.sample || story.status === "withdrawn") return;
      var needed = schema.consent[story.subject] || [];
      // The number of a paper has digits; a parent's name has none.
      if (needed.length && oneLine(consent.ref) && !/[0-9]/.test(consent.ref)) tell("consent.ref", "consent_ref");
      needed.forEach(function (name) {
        var day = oneLine(consent[name]);
        if (!day) tell("consent." + name, "consent_of", { who: schema.givers[name] });
        else if (isDay(day) && day > today) tell("consent." + name, "consent_future", { day: day });
      });
      var end = oneLine(consent.expires);
      if (needed.length && isDay(end) && end < today) tell("consent.expires", "consent_expired", { day: end });
    }

    function checkField(item, value, field) {
      if (item.kind === "choice") checkChoice(item, oneLine(value), field);
      else if (item.kind === "date") checkDay(item, oneLine(value), field);
      else if (item.kind === "body") checkBody(value, field, true);
      else if (item.kind === "part") checkConsent(item, value || {});
      else if (item.kind === "parts") (value || []).forEach(function (award, place, awards) { checkAward(item, award, place, awards); });
      else if (item.kind === "choices") {
        if (!(value || []).length && item.required) tell(field, "not_chosen");
        (value || []).forEach(function (one) { checkChoice(item, one, field); });
      } else if (item.kind === "year") {
        if (!oneLine(value)) tell(field, "missing", { example: item.example });
        else if (!/^[12]\d{3}$/.test(oneLine(value))) tell(field, "year");
      } else if (item.kind !== "truth") checkText(item, value, field, item.required);
    }

    schema.fields.forEach(function (item) {
      var value = story[item.name];
      checkField(item, value, item.name);
      if (item.name === "name" && oneLine(value) && !isName(oneLine(value))) tell(item.name, "name_letters");
      if (item.name === "given_name" && oneLine(value) && oneLine(story.name)) {
        var name = oneLine(story.name);
        if (!oddLetters(name, true) && !oddLetters(oneLine(value), true) && !(" " + name).endsWith(" " + oneLine(value))) tell(item.name, "given_name", { meant: name.split(" ").pop() });
      }
      if (item.kind === "photo" && value && story.photo_size) {
        var least = schema.smallest_picture, width = story.photo_size[0], height = story.photo_size[1];
        if (width < least[0] || height < least[1]) {
          tell(item.name, "photo_small", { width: width, height: height, least_width: least[0], least_height: least[1] });
        }
      }
      if (item.name === "photo_alt" && story.photo && !oneLine(value)) tell(item.name, "photo_alt");
      if (!item.translated || !translates) return;
      if (item.kind === "body") checkBody(english.body, "en.body", true);
      else checkText(item, english[item.name], "en." + item.name, item.name === "title");
    });
    return told;
  }

  function fill(words, parts) {
    return words.replace(/\{(\w+)\}/g, function (whole, name) { return name in parts ? parts[name] : whole; });
  }

  // The files of a story, as they stand in the repository: a list of {path, text}.
  function files(story, schema, name) {
    var stem = "docs/guong/" + oneLine(story.year) + "/" + name;
    var english = story.en || {};
    var found = [{ path: stem + ".vi.md", text: file(story, schema.fields) }];
    var words = schema.fields.filter(function (item) { return item.translated; });
    if (words.some(function (item) { return oneLine(english[item.name]); })) {
      found.push({ path: stem + ".en.md", text: file(english, words) });
    }
    return found;
  }

  function file(values, fields) {
    var lines = fields.filter(function (item) { return item.kind !== "body"; }).map(function (item) {
      var text = written(item, values[item.name]);
      return text ? item.name + ": " + text + "\n" : "";
    });
    return "---\n" + lines.join("") + "---\n\n" + typedBody(values.body) + "\n";
  }

  // A value as YAML, empty where there is none. Texts stand in quotes, so that no sign in them means anything.
  function written(item, value) {
    if (!value) return "";
    if (item.kind === "part") return part(item, value);
    if (item.kind === "parts") {
      var found = value.map(function (one) { return part(item, one); }).filter(Boolean);
      return found.length ? "[" + found.join(", ") + "]" : "";
    }
    if (item.kind === "choices") return value.length ? "[" + value.map(bare).join(", ") + "]" : "";
    if (item.kind === "truth") return "true";
    var text = oneLine(value);
    return ["text", "long", "photo"].indexOf(item.kind) < 0 ? bare(text) : text && JSON.stringify(text);
  }

  // A word, a day or a year stands as it is; what is none of them must not mean something to YAML.
  function bare(text) {
    return !text || /^[0-9A-Za-z][0-9A-Za-z-]*$/.test(text) ? text : JSON.stringify(text);
  }

  function part(item, values) {
    var found = item.parts.map(function (one) {
      var text = written(one, values[one.name]);
      return text ? one.name + ": " + text : "";
    }).filter(Boolean);
    return found.length ? "{" + found.join(", ") + "}" : "";
  }

  self.tdBai = { check: check, files: files, slug: slug, unique: unique, oneLine: oneLine, bodyText: bodyText };
})();
