// Small comforts. Everything can be read and reached without this script.
(function () {
  "use strict";
  var root = document.documentElement;
  var hasPopovers = "showPopover" in HTMLElement.prototype;

  function each(selector, act) { document.querySelectorAll(selector).forEach(act); }
  function make(name, className, text) {
    var element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  // A reader's choice of text size, contrast and background, kept on this device alone.
  function remember(name, value) {
    try { localStorage.setItem("thidua." + name, value); } catch (error) { /* private mode: not remembered */ }
  }
  each("[data-td-reading]", function (input) {
    var name = "data-td-" + input.getAttribute("data-td-reading");
    var usual = input.parentElement.parentElement.querySelector("input").value;
    var chosen = root.getAttribute(name);
    if (!chosen && name === "data-td-contrast" && matchMedia("(prefers-contrast: more)").matches) chosen = "more";
    input.checked = input.value === (chosen || usual);
    input.addEventListener("change", function () {
      root.setAttribute(name, input.value);
      window.tdThemeColour();
      remember(input.getAttribute("data-td-reading"), input.value);
    });
  });

  // Older browsers do not know panels: here their buttons open and close them by a class.
  if (!hasPopovers) {
    each("button[popovertarget]", function (button) {
      var panel = document.getElementById(button.getAttribute("popovertarget"));
      button.addEventListener("click", function () {
        var hide = button.getAttribute("popovertargetaction") === "hide" || panel.classList.contains("td-open");
        each(".td-open", function (open) { open.classList.remove("td-open"); });
        if (hide) { document.querySelector('[popovertarget="' + panel.id + '"]').focus(); return; }
        panel.classList.add("td-open");
        var first = panel.querySelector("input, a[href], button");
        if (first) first.focus();
      });
    });
    document.addEventListener("keydown", function (event) {
      var panel = document.querySelector(".td-open");
      if (event.key !== "Escape" || !panel) return;
      panel.classList.remove("td-open");
      document.querySelector('[popovertarget="' + panel.id + '"]').focus();
    });
  }

  // The focus never goes under an open panel: a panel that it leaves is closed, but for the way back to its button.
  function closeWhenLeft(panel, openerOf) {
    panel.addEventListener("focusout", function (event) {
      var next = event.relatedTarget;
      if (next && !panel.contains(next) && next !== openerOf() && !next.closest(":popover-open") && panel.matches(":popover-open")) panel.hidePopover();
    });
  }

  // Browsers tell screen readers by themselves whether a panel is open; this tells everybody else.
  each("button[popovertarget]:not([popovertargetaction])", function (button) {
    var panel = document.getElementById(button.getAttribute("popovertarget"));
    if (!panel || !hasPopovers) return;
    button.setAttribute("aria-expanded", "false");
    panel.addEventListener("beforetoggle", function (event) { button.setAttribute("aria-expanded", String(event.newState === "open")); });
    panel.addEventListener("toggle", function (event) {
      var box = panel.querySelector("input[type=search]");
      if (box && event.newState === "open") box.focus();
    });
    closeWhenLeft(panel, function () { return button; });
    panel.addEventListener("click", function (event) { if (event.target.closest("a[href]")) panel.hidePopover(); });
  });

  // The search is loaded when one of its boxes is first touched, or by its page if that was asked for something.
  var folder = document.currentScript.src.replace(/[^/]+$/, ""), asked = document.querySelector("input#q");
  function loadSearch(box) {
    ["tim-kiem", box === asked ? "trang-tim" : "o-tim"].forEach(function (name) {
      // Names that no heading of a text has: a part called «Tìm kiếm» must not be taken for the script.
      if (document.getElementById("td-" + name)) return;
      var script = make("script");
      script.id = "td-" + name;
      script.src = folder + name + ".js";
      script.async = false;
      script.onerror = function () {
        script.remove();
        root.setAttribute("data-td-search", "failed");
      };
      document.head.append(script);
    });
  }
  document.addEventListener("focusin", function (event) { if (event.target.name === "q") loadSearch(event.target); });
  if (asked && root.hasAttribute("data-td-search")) {
    asked.value = new URLSearchParams(location.search).get("q");
    loadSearch(asked);
  }
  // Ctrl-K, and a slash where nothing is written, lead to the search; the slash can be switched off.
  document.addEventListener("keydown", function (event) {
    var slash = !event.target.matches("input") && root.getAttribute("data-td-keys") !== "off" && "/";
    if ((event.shiftKey ? event.key : String(event.key).toLowerCase()) !== (event.ctrlKey || event.metaKey ? "k" : slash)) return;
    event.preventDefault();
    var box = asked || document.getElementById("td-search-q");
    if (!box.offsetParent) document.querySelector("[popovertarget=td-search]").click();
    box.focus();
  });

  // There before its words: screen readers announce what changes in it.
  var toast = make("p", "td-toast"), hush;
  toast.setAttribute("role", "status");
  document.body.append(toast);
  function say(words) {
    toast.textContent = words;
    clearTimeout(hush);
    hush = setTimeout(function () { toast.textContent = ""; }, 4000);
  }
  // Pages opened from a file or over plain http have no clipboard of the newer kind.
  function copy(text, words) {
    var before = document.activeElement;
    function byHand() {
      var box = make("textarea", "td-hidden");
      box.value = text;
      document.body.append(box);
      box.select();
      var done = document.execCommand("copy");
      box.remove();
      if (before) before.focus();
      say(done ? words : text);
    }
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(function () { say(words); }, byHand);
    else byHand();
  }
  function here() { return location.href.split("#")[0]; }
  each("[data-td-share]", function (button) {
    button.addEventListener("click", function () {
      var heading = document.querySelector("h1");
      navigator.share({ title: heading ? heading.textContent.trim() : document.title, url: here() }).catch(function (error) {
        // The reader may have changed their mind; any other failure must not be silent.
        if (error.name !== "AbortError") copy(here(), button.getAttribute("data-td-copied"));
      });
    });
  });
  each("[data-td-copy-page]", function (button) {
    button.addEventListener("click", function () { copy(here(), button.getAttribute("data-td-copied")); });
  });
  each("[data-td-print]", function (button) { button.addEventListener("click", function () { print(); }); });
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a");
    if (!link) return;
    if (link.hasAttribute("data-td-copy")) copy(link.href, link.getAttribute("data-td-copy"));
    // The same anchors and queries hold in both languages.
    if (link.classList.contains("td-language")) link.href = link.href.split(/[?#]/)[0] + location.search + location.hash;
  });

  // Terms, old names and the editor's notes: explained where they stand. Without this script their links lead to the text.
  var gloss, opener, closing;
  function glossOf(link) {
    var id = link.getAttribute("data-td-gloss");
    if (id) return document.querySelector('[data-td-gloss-of="' + CSS.escape(id) + '"]');
    var note = document.getElementById(link.hash.slice(1));
    return note && note.querySelector(".td-note__text");
  }
  function hideGloss() { if (gloss && gloss.matches(":popover-open")) gloss.hidePopover(); }
  function showGloss(link) {
    var source = glossOf(link);
    if (!source) return false;
    clearTimeout(closing);
    if (opener === link && gloss.matches(":popover-open")) return true;
    hideGloss();
    if (!gloss) {
      gloss = make("div", "td-gloss");
      gloss.id = "td-gloss";
      gloss.popover = "auto";
      gloss.tabIndex = -1;
      gloss.setAttribute("role", "dialog");
      gloss.addEventListener("beforetoggle", function (event) {
        if (opener) opener.setAttribute("aria-expanded", String(event.newState === "open"));
      });
      // On an English page in Vietnamese words it speaks the language of the page, and marks what is not.
      gloss.lang = root.lang;
      closeWhenLeft(gloss, function () { return opener; });
      gloss.addEventListener("pointerenter", function () { clearTimeout(closing); });
      gloss.addEventListener("pointerleave", leave);
    }
    opener = link;
    var copyOf = source.cloneNode(true);
    copyOf.removeAttribute("data-td-gloss-of");
    var body = copyOf;
    if (source.parentElement.localName === "dl") { body = make("dl"); body.append(copyOf); }
    gloss.replaceChildren(body);
    if (link.hasAttribute("data-td-gloss")) {
      var kind = link.getAttribute("data-td-gloss").split("-")[0];
      var more = make("a", "", source.parentElement.getAttribute("data-td-" + kind));
      more.href = link.href;
      gloss.append(more);
    }
    gloss.setAttribute("aria-label", link.getAttribute("aria-label") || link.textContent);
    // Beside its link in the order of reading, so that the next stop of the Tab key is inside it.
    var paragraph = link.closest("p");
    if (paragraph) paragraph.after(gloss); else (link.closest("li, dd, td, div") || document.body).append(gloss);
    gloss.showPopover();
    var box = link.getClientRects()[0];
    var width = gloss.offsetWidth, height = gloss.offsetHeight, view = root.clientWidth;
    var below = box.bottom + 8 + height < innerHeight || box.top < height + 8;
    gloss.style.left = Math.max(12, Math.min(box.left, view - width - 12)) + scrollX + "px";
    gloss.style.top = (below ? box.bottom + 8 : box.top - height - 8) + scrollY + "px";
    return true;
  }
  function leave(event) {
    if (event.pointerType === "mouse") closing = setTimeout(hideGloss, 250);
  }
  if (hasPopovers) each("a.td-term, a.td-noteref", function (link) {
    link.setAttribute("role", "button");
    link.setAttribute("aria-haspopup", "dialog");
    link.setAttribute("aria-expanded", "false");
    link.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey || !showGloss(link)) return;
      event.preventDefault();
      gloss.focus();
    });
    link.addEventListener("keydown", function (event) {
      if (event.key === " ") { event.preventDefault(); link.click(); }
    });
    link.addEventListener("pointerenter", function (event) { if (event.pointerType === "mouse") showGloss(link); });
    link.addEventListener("pointerleave", leave);
  });

  // The contents of a plan follow the reader.
  function follow() {
    var links = {}, button = document.querySelector("[data-td-here]");
    each(".td-plan__contents a", function (link) { links[link.hash.slice(1)] = link; });
    var heads = Object.keys(links).map(function (id) { return document.getElementById(id); }).filter(Boolean);
    if (!heads.length) return;
    var waiting = false;
    function mark() {
      waiting = false;
      var current = null;
      heads.forEach(function (head) { if (head.getBoundingClientRect().top < innerHeight / 3) current = head; });
      each(".td-plan__contents [aria-current]", function (link) { if (!current || link !== links[current.id]) link.removeAttribute("aria-current"); });
      if (current) links[current.id].setAttribute("aria-current", "true");
      if (button) button.textContent = current ? links[current.id].textContent : "";
    }
    addEventListener("scroll", function () { if (!waiting) { waiting = true; requestAnimationFrame(mark); } }, { passive: true });
    mark();
  }
  follow();
})();
