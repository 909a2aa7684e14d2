// The form «Viết bài»: reads what is typed, tells what is missing, shows the card, keeps the draft on this device, and
// hands the files over. Nothing leaves the device but what the reader sends. The rules are in soat-bai.js.
(function () {
  "use strict";
  var form = document.getElementById("td-bai");
  var data = JSON.parse(form.getAttribute("data-td-form"));
  var schema = data.schema, words = data.words, host = data.repository;
  var KEPT = "td-bai";
  // Hosts refuse addresses longer than some 8,000 characters.
  var LONGEST_ADDRESS = 8000;
  var send = document.getElementById("td-gui");
  var touched = {}, asked = false, unkept = false, unique = tdBai.unique(), photo = null, photoFault = "", pause;

  function one(selector, within) { return (within || document).querySelector(selector); }
  function all(selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); }
  function make(name, text) {
    var element = document.createElement(name);
    element.append(text || "");
    return element;
  }
  function fill(text, parts) {
    return text.replace(/\{(\w+)\}/g, function (whole, name) { return name in parts ? parts[name] : whole; });
  }
  function counted(word, count) {
    return fill(typeof word === "string" ? word : count === 1 ? word.one : word.other, { count: count });
  }
  function capital(text) { return text.charAt(0).toUpperCase() + text.slice(1); }
  function today() {
    var now = new Date();
    return new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  }
  function shownDay(day) { return day.split("-").reverse().join("/"); }
  function size(bytes) {
    return bytes < 1e6 ? Math.max(1, Math.round(bytes / 1000)) + " kB" : (bytes / 1e6).toFixed(1).replace(".", words.point) + " MB";
  }

  // From the page to the story

  function isOff(control) { return Boolean(control.closest("[hidden]")); }
  function controls(name) {
    return all("[name]", form).filter(function (control) { return control.name === name; });
  }
  function valueOf(name) {
    var found = controls(name).filter(function (control) {
      return !isOff(control) && (!/^(radio|checkbox)$/.test(control.type) || control.checked);
    })[0];
    // A date that the browser could not read is no empty one.
    return found ? found.value || (found.validity.badInput ? "?" : "") : "";
  }
  function rows() { return all("[data-td-rows] > fieldset", form); }
  function slug() { return tdBai.slug(valueOf("title"), unique); }

  function read() {
    var story = { en: {} };
    schema.fields.forEach(function (item) {
      var name = item.name;
      if (item.kind === "photo") {
        story[name] = photo ? slug() + ".jpg" : "";
        story.photo_size = photo ? photo.size : null;
      } else if (item.kind === "part") {
        story[name] = {};
        item.parts.forEach(function (part) { story[name][part.name] = valueOf(name + "." + part.name); });
      } else if (item.kind === "parts") {
        story[name] = rows().map(function (row, place) {
          var values = {};
          item.parts.forEach(function (part) { values[part.name] = valueOf(name + "[" + place + "]." + part.name); });
          return values;
        });
      } else if (item.kind === "choices") {
        story[name] = controls(name).filter(function (box) { return box.checked; }).map(function (box) { return box.value; });
      } else story[name] = item.kind === "truth" ? Boolean(valueOf(name)) : valueOf(name);
      if (item.translated) story.en[name] = valueOf("en." + name);
    });
    return story;
  }

  // What is wrong

  function check(story) {
    var faults = tdBai.check(story, schema, today());
    return photoFault ? faults.concat({ field: "photo", message: photoFault }) : faults;
  }

  function wrapper(field) {
    return all("[data-td-field]", form).filter(function (element) { return element.getAttribute("data-td-field") === field; })[0];
  }

  function showFaults(faults) {
    all("[data-td-field]", form).forEach(function (element) {
      var field = element.getAttribute("data-td-field");
      var told = faults.filter(function (fault) { return fault.field === field && (asked || touched[field] || fault.message === photoFault); });
      var line = one(".td-field__fault", element);
      line.textContent = told.map(function (fault) { return capital(fault.message); }).join(". ");
      line.hidden = !told.length;
      var controls = element.matches('[role="radiogroup"]') ? [element] : all("input, textarea, select", element);
      controls.forEach(function (control) {
        if (told.length) control.setAttribute("aria-invalid", "true"); else control.removeAttribute("aria-invalid");
      });
    });
    one("[data-td-left]").textContent = faults.length ? counted(words.left, faults.length) : words.none_left;
    if (asked) listFaults(faults);
  }

  function listFaults(faults) {
    var box = one("[data-td-faults]"), list = one("ol", box);
    box.hidden = !faults.length;
    one("h2", box).textContent = counted(words.faults, faults.length);
    list.textContent = "";
    var places = all("[data-td-field]", form);
    faults.map(function (fault) {
      return { fault: fault, place: places.indexOf(wrapper(fault.field)) };
    }).sort(function (one, other) { return one.place - other.place; }).forEach(function (pair) {
      var fault = pair.fault, element = places[pair.place], line = make("li");
      var link = make("a", element ? element.getAttribute("data-td-label") : fault.field);
      link.href = "#" + (element ? firstControl(element).id : form.id);
      link.addEventListener("click", function (event) {
        event.preventDefault();
        if (element) goTo(element);
      });
      line.append(link, " ", make("span", fault.message));
      list.append(line);
    });
  }

  function firstControl(element) { return one("input, textarea, select", element) || element; }
  function goTo(element) {
    var folded = element.closest("details");
    if (folded) folded.open = true;
    firstControl(element).focus();
    element.scrollIntoView({ block: "center" });
  }

  // What depends on what was chosen

  function adapt(story) {
    var needed = story.sample ? [] : schema.consent[story.subject] || [];
    var whole = one('[data-td-part="consent"]', form), excuse = one("[data-td-no-consent]", form);
    var free = story.sample ? words.no_consent_sample : story.subject && !needed.length ? words.no_consent_collective : "";
    whole.hidden = Boolean(free);
    excuse.hidden = !free;
    excuse.textContent = free;
    wrapper("consent.guardian").hidden = Boolean(story.subject) && needed.indexOf("guardian") < 0;
    all("option[data-td-subjects]", form).forEach(function (option) {
      option.disabled = Boolean(story.subject) && option.getAttribute("data-td-subjects").split(" ").indexOf(story.subject) < 0;
    });
  }

  // A box grows with what is written in it, as far as a screen goes.
  function growBoxes() {
    all("textarea", form).forEach(function (box) {
      while (box.scrollHeight > box.clientHeight + 2 && box.rows < 20) box.rows++;
    });
  }

  function countLetters() {
    all("[data-td-limit]", form).forEach(function (control) {
      var limit = Number(control.getAttribute("data-td-limit")), length = Array.from(tdBai.oneLine(control.value)).length;
      var count = control.nextElementSibling;
      if (!count.matches(".td-field__count")) {
        count = make("span");
        count.className = "td-field__count";
        control.after(count);
      }
      count.textContent = length > limit * 0.7 ? length + "/" + limit : "";
      count.toggleAttribute("data-td-over", length > limit);
    });
  }

  // The card, as lists will show it, and the text

  function preview(story) {
    var box = one("[data-td-preview]", form);
    box.textContent = "";
    [[story, "vi"], [story.en, "en"]].forEach(function (pair) {
      var text = pair[0], code = pair[1];
      if (code === "en" && !tdBai.oneLine(text.title)) return;
      var card = document.getElementById("td-xem-the").content.cloneNode(true);
      function put(selector, value, name) {
        var place = one(selector, card);
        place.textContent = tdBai.oneLine(value) || wrapper(name).getAttribute("data-td-label");
        place.classList.toggle("td-blank", !tdBai.oneLine(value));
      }
      if (!story.sample) one(".td-ribbon", card).remove();
      one("ul", card).lang = code;
      put("h3", text.title, "title");
      put(".td-card__who span", story.name, "name");
      put(".td-card__role", text.role || story.role, "role");
      put(".td-card__summary", text.summary || story.summary, "summary");
      if (story.date && story.date !== "?") {
        var time = make("time", shownDay(story.date));
        time.dateTime = story.date;
        one(".td-card__meta", card).append(time);
      }
      if (photo) {
        one("img", card).src = photo.url;
        one("img", card).alt = tdBai.oneLine(text.photo_alt || story.photo_alt);
      }
      var body = one(".td-write__body", card);
      body.lang = code;
      tdBai.bodyText(text.body).split(/\n\n+/).filter(Boolean).forEach(function (part) {
        var heading = /^#+ (.*)/.exec(part);
        body.append(heading ? make("h4", heading[1]) : make("p", part.replace(/\n/g, " ")));
      });
      box.append(card);
    });
  }

  // The draft, on this device only

  function keep() {
    var draft = { values: Array.from(new FormData(form)).filter(function (pair) { return typeof pair[1] === "string"; }),
      unique: unique, photo: photo, saved: Date.now() };
    var told = words.kept;
    unkept = false;
    clearTimeout(pause);
    try {
      localStorage.setItem(KEPT, JSON.stringify(draft));
    } catch (error) {
      told = photo ? words.kept_without_photo : words.not_kept;
      draft.photo = null;
      try { localStorage.setItem(KEPT, JSON.stringify(draft)); } catch (full) { told = words.not_kept; }
    }
    showKept(told, draft.saved);
  }

  function showKept(told, saved) {
    var time = new Date(saved), minutes = ("0" + time.getMinutes()).slice(-2);
    var day = time.getDate() + "/" + (time.getMonth() + 1) + "/" + time.getFullYear();
    one("[data-td-kept]").hidden = false;
    // The same words are not said again and again while somebody types.
    var line = one("[data-td-kept] p"), text = fill(told, { time: time.getHours() + ":" + minutes, day: day });
    if (line.textContent !== text) line.textContent = text;
  }

  function restore() {
    var draft = null;
    try { draft = JSON.parse(localStorage.getItem(KEPT)); } catch (error) { draft = null; }
    if (!draft || !Array.isArray(draft.values)) return false;
    unique = draft.unique || unique;
    draft.values.forEach(function (pair) {
      var row = /^awards\[(\d+)\]/.exec(pair[0]);
      while (row && rows().length <= Number(row[1])) addRow();
    });
    all("[name]", form).forEach(function (control) {
      var values = draft.values.filter(function (pair) { return pair[0] === control.name; });
      if (/^(radio|checkbox)$/.test(control.type)) {
        control.checked = values.some(function (pair) { return pair[1] === control.value; });
      } else if (control.type !== "file") control.value = values.length ? values[0][1] : "";
    });
    photo = draft.photo || null;
    showKept(words.restored, draft.saved);
    return true;
  }

  function forget() {
    if (!confirm(words.forget_sure)) return;
    try { localStorage.removeItem(KEPT); } catch (error) { /* nothing was kept */ }
    clearTimeout(pause);
    unkept = false;
    form.reset();
    rows().forEach(function (row) { row.remove(); });
    unique = tdBai.unique();
    photo = null;
    photoFault = "";
    touched = {};
    asked = false;
    withdrawOffer();
    one("[data-td-kept]").hidden = true;
    one("[data-td-faults]").hidden = true;
    begin();
    one("input", form).focus();
  }

  // The picture: made smaller and written anew from its pixels alone, so that nothing else that the file held stays

  function takePhoto(input) {
    var file = input.files[0];
    if (!file) return;
    createImageBitmap(file, { imageOrientation: "from-image" }).then(function (image) {
      var longest = Math.max(image.width, image.height), shortest = Math.min(image.width, image.height);
      // A panorama stays as high as it has to be.
      var scale = Math.min(1, Math.max(schema.kept_picture[0] / longest, schema.smallest_picture[0] / shortest)), canvas = make("canvas");
      canvas.width = Math.round(image.width * scale);
      canvas.height = Math.round(image.height * scale);
      var brush = canvas.getContext("2d");
      brush.fillStyle = "#fff";
      brush.fillRect(0, 0, canvas.width, canvas.height);
      brush.drawImage(image, 0, 0, canvas.width, canvas.height);
      var url = canvas.toDataURL("image/jpeg", schema.kept_picture[1] / 100), bytes = Math.round((url.length - 23) * 0.75);
      photo = { url: url, size: [canvas.width, canvas.height],
        told: fill(words.photo, { size: size(bytes), width: canvas.width, height: canvas.height }) };
      touched.photo = true;
      photoFault = "";
      changed();
    }, function () {
      // The picture chosen before stays.
      photoFault = words.photo_unreadable;
      changed();
    });
    input.value = "";
  }

  function showPhoto() {
    var box = one(".td-photo", form);
    var shown = one("img", box);
    box.hidden = !photo;
    if (shown && (!photo || shown.src !== photo.url)) shown.remove();
    if (photo && !one("img", box)) {
      shown = make("img");
      shown.src = photo.url;
      shown.alt = "";
      box.prepend(shown);
    }
    var line = one("[data-td-photo-told]", form), told = photo ? photo.told : "";
    if (line.textContent !== told) line.textContent = told;
    var description = controls("photo_alt")[0];
    if (photo) description.setAttribute("aria-required", "true"); else description.removeAttribute("aria-required");
  }

  function bytesOf(picture) {
    return Uint8Array.from(atob(picture.url.split(",")[1]), function (sign) { return sign.charCodeAt(0); });
  }

  // A zip without compression, by the layout of PKWARE's APPNOTE 6.3: local headers, then the central directory

  var CRC = Array.from({ length: 256 }, function (_, number) {
    for (var bit = 0; bit < 8; bit++) number = number & 1 ? number >>> 1 ^ 0xedb88320 : number >>> 1;
    return number >>> 0;
  });
  function sum(bytes) {
    return (bytes.reduce(function (crc, byte) { return crc >>> 8 ^ CRC[(crc ^ byte) & 255]; }, -1) ^ -1) >>> 0;
  }
  // [number, how many bytes it takes], the least first.
  function packed(numbers) {
    var bytes = [];
    numbers.forEach(function (pair) {
      for (var place = 0; place < pair[1]; place++) bytes.push(Math.floor(pair[0] / Math.pow(256, place)) & 255);
    });
    return Uint8Array.from(bytes);
  }

  function zip(files) {
    var now = new Date(), parts = [], directory = [], offset = 0;
    var time = now.getHours() << 11 | now.getMinutes() << 5 | now.getSeconds() >> 1;
    var day = now.getFullYear() - 1980 << 9 | now.getMonth() + 1 << 5 | now.getDate();
    files.forEach(function (file) {
      var name = new TextEncoder().encode(file.path), bytes = file.bytes;
      // Version 2.0, names in UTF-8, stored as it is.
      var common = [[20, 2], [0x800, 2], [0, 2], [time, 2], [day, 2], [sum(bytes), 4], [bytes.length, 4], [bytes.length, 4], [name.length, 2], [0, 2]];
      parts.push(packed([[0x04034b50, 4]].concat(common)), name, bytes);
      directory.push(packed([[0x02014b50, 4], [20, 2]].concat(common, [[0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]])), name);
      offset += 30 + name.length + bytes.length;
    });
    var length = directory.reduce(function (sum, part) { return sum + part.length; }, 0);
    var end = packed([[0x06054b50, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [length, 4], [offset, 4], [0, 2]]);
    return new Blob(parts.concat(directory, end), { type: "application/zip" });
  }

  function download(blob, name) {
    var link = make("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    form.append(link);
    link.click();
    link.remove();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
  }

  // Where the host opens a new file that is filled in already. Gitea and Forgejo take GitHub's names of the parts.
  function newFile(file) {
    var cut = file.path.lastIndexOf("/"), folder = file.path.slice(0, cut), name = file.path.slice(cut + 1);
    var middle = { github: "/new/", gitlab: "/-/new/", gitea: "/_new/", forgejo: "/_new/" }[host.kind];
    var keys = host.kind === "gitlab" ? ["file_name", "content"] : ["filename", "value"];
    var address = host.url + middle + encodeURIComponent(host.branch).replace(/%2F/g, "/") + "/" + folder + "?" + keys[0] + "=" + encodeURIComponent(name);
    var whole = address + "&" + keys[1] + "=" + encodeURIComponent(file.text);
    // The text is copied as well, so it can be put in by hand.
    return whole.length <= LONGEST_ADDRESS ? whole : address;
  }

  function uploadPage(story) {
    var branch = encodeURIComponent(host.branch).replace(/%2F/g, "/"), folder = "docs/guong/" + tdBai.oneLine(story.year);
    if (host.kind === "github") return host.url + "/upload/" + branch;
    if (host.kind !== "gitlab") return host.url + "/_upload/" + branch + "/" + folder;
    var parts = new URL(host.url);
    return parts.origin + "/-/ide/project" + parts.pathname + "/edit/" + branch + "/-/" + folder + "/";
  }

  function copy(text, box) {
    function done() { one("[data-td-told]").textContent = words.copied; }
    function byHand() {
      box.focus();
      box.select();
      if (document.execCommand("copy")) done();
    }
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, byHand); else byHand();
  }

  function offer(story) {
    var texts = tdBai.files(story, schema, slug());
    var name = slug(), picture = photo, several = texts.length > 1 || picture;
    var box = one("[data-td-files]", send);
    box.textContent = "";
    texts.forEach(function (file) {
      var element = document.getElementById("td-mot-tep").content.cloneNode(true), area = one("textarea", element);
      one("code", element).textContent = file.path;
      area.value = file.text;
      one("button", element).addEventListener("click", function () { copy(file.text, area); });
      if (host) opens(one("a", element), file, area);
      box.append(element);
    });
    if (host) {
      one("[data-td-one]", send).hidden = several;
      one("[data-td-several]", send).hidden = !several;
      one("[data-td-alone]", send).hidden = several;
      opens(one("[data-td-open]", send), texts[0], one("textarea", box));
      one("[data-td-upload]", send).href = uploadPage(story);
    }
    function pack() {
      var encoder = new TextEncoder();
      var files = texts.map(function (file) { return { path: file.path, bytes: encoder.encode(file.text) }; });
      if (picture) files.push({ path: texts[0].path.replace(/[^/]*$/, story.photo), bytes: bytesOf(picture) });
      download(zip(files), name + ".zip");
      one("[data-td-told]").textContent = fill(words.saved, { name: name + ".zip" });
    }
    all("[data-td-zip]", send).forEach(function (button) { button.onclick = pack; });
    one("[data-td-told]").textContent = "";
    send.hidden = false;
    send.focus();
    send.scrollIntoView({ block: "start" });
  }

  // Nothing of a story stays where it was offered.
  function withdrawOffer() {
    send.hidden = true;
    one("[data-td-files]", send).textContent = "";
    all("[data-td-zip]", send).forEach(function (button) { button.onclick = null; });
    all("a", send).forEach(function (link) { link.removeAttribute("href"); link.onclick = null; });
  }

  function opens(link, file, area) {
    link.href = newFile(file);
    link.onclick = function () { copy(file.text, area); };
  }

  // Rows of awards

  function addRow() {
    var box = one("[data-td-parts]", form), place = rows().length, name = one("[data-td-add]", box).getAttribute("data-td-name");
    var row = one("template", box).content.cloneNode(true).firstElementChild;
    one("[data-td-rows]", box).append(row);
    number(row, place, name);
    one("[data-td-remove]", row).addEventListener("click", function () {
      row.remove();
      rows().forEach(function (other, index) { number(other, index, name); });
      one("[data-td-add]", box).focus();
      changed();
    });
    return row;
  }

  function number(row, place, name) {
    one("legend", row).textContent = name + " " + (place + 1);
    all("[id], [for], [name], [data-td-field], [aria-describedby]", row).forEach(function (element) {
      ["id", "for", "name", "data-td-field", "aria-describedby"].forEach(function (attribute) {
        var value = element.getAttribute(attribute);
        if (value) element.setAttribute(attribute, value.replace(/\[\d+\]/, "[" + place + "]").replace(/b-awards-\d+-/g, "b-awards-" + place + "-"));
      });
    });
  }

  // What happens

  function look() {
    var story = read();
    adapt(story);
    story = read();
    countLetters();
    growBoxes();
    showPhoto();
    preview(story);
    showFaults(check(story));
    return story;
  }

  function changed() {
    withdrawOffer();
    look();
    unkept = true;
    clearTimeout(pause);
    pause = setTimeout(keep, 400);
  }

  function begin() {
    if (!controls("date")[0].value) controls("date")[0].value = today();
    if (!controls("year")[0].value) controls("year")[0].value = today().slice(0, 4);
    look();
  }

  form.addEventListener("input", function (event) {
    if (event.target.type === "file") return takePhoto(event.target);
    changed();
  });
  // A browser shows the line that is written on, which may be all that is seen of a box.
  form.addEventListener("focusin", function (event) {
    if (event.target.localName === "textarea") event.target.scrollIntoView({ block: "nearest" });
  });
  form.addEventListener("focusout", function (event) {
    var element = event.target.closest("[data-td-field]");
    // Passing over an empty field is no mistake yet; leaving what one has written is the time to be told.
    if (!element || !event.target.value || touched[element.getAttribute("data-td-field")]) return;
    touched[element.getAttribute("data-td-field")] = true;
    showFaults(check(read()));
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    asked = true;
    var story = look(), faults = check(story);
    if (faults.length) {
      withdrawOffer();
      one("[data-td-faults]").focus();
      one("[data-td-faults]").scrollIntoView({ block: "start" });
    } else offer(story);
  });
  one("[data-td-add]", form).addEventListener("click", function () {
    one("select, input", addRow()).focus();
    changed();
  });
  one("[data-td-no-photo]", form).addEventListener("click", function () {
    photo = null;
    photoFault = "";
    changed();
    one('input[type="file"]', form).focus();
  });
  one("[data-td-forget]").addEventListener("click", forget);
  // A second tab would write over the first one's words: whoever looks at the other one is told.
  window.addEventListener("storage", function (event) {
    if (event.key === KEPT && event.newValue) showKept(words.kept_elsewhere, Date.now());
  });
  // Whoever leaves at once loses nothing.
  window.addEventListener("pagehide", function () { if (unkept) keep(); });

  restore();
  begin();
})();
