// What a reader without a mouse meets, and one with a thumb: loaded into a page by tests/keyboard.py, never by the site.
// Every function returns plain values; `gate.stop` and its like tell faults as short words.
window.gate = (() => {
  "use strict";
  const CONTROLS = "a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex], "
    + "[contenteditable]:not([contenteditable=false]), [onclick], [role=button], [role=link], audio[controls], video[controls]";
  const NATIVE = "a[href], area[href], button, input, select, textarea, summary";
  // Widgets in which the arrow keys move on: one stop stands for all.
  const ROVING = "[role=radiogroup], [role=tablist], [role=toolbar], [role=menu], [role=menubar], [role=listbox], [role=grid], [role=tree]";
  const THUMB = 44; // CSS px: Apple's guideline, and WCAG 2.5.5
  const NEAR = 0.5; // px: what rounding may take away

  const style = (element, pseudo) => getComputedStyle(element, pseudo);

  function named(element) {
    const own = element.id ? `#${element.id}` : [...element.classList].map(name => `.${name}`).join("");
    const parent = element.parentElement;
    const above = own || !parent ? "" : `${parent.tagName.toLowerCase()}${[...parent.classList].map(name => `.${name}`).join("")} > `;
    const words = (element.getAttribute("aria-label") || element.textContent || element.value || "").trim().replace(/\s+/g, " ");
    return `${above}${element.tagName.toLowerCase()}${own}${words ? ` “${words.slice(0, 40)}”` : ""}`;
  }

  // The box a reader sees: not hidden, not see-through, not squeezed to a point, not left of or above the page.
  function isSeen(element) {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && box.right + scrollX > 0 && box.bottom + scrollY > 0
      && box.left + scrollX < document.documentElement.scrollWidth;
  }

  // A box to tick that is drawn by its label is seen, pressed and marked there.
  function face(element) {
    const label = element.labels && element.labels[0];
    return label && !isSeen(element) ? label : element;
  }

  function isControl(element) {
    return !element.closest("[inert]") && !element.matches(":disabled") && isSeen(face(element));
  }

  function opaque(colour) {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
    const brush = canvas.getContext("2d", { willReadFrequently: true });
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 1, 1);
    return [...brush.getImageData(0, 0, 1, 1).data];
  }
  // WCAG 2.2, «relative luminance» and «contrast ratio».
  function luminance(rgb) {
    const [red, green, blue] = rgb.slice(0, 3).map(value => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }
  function contrast(one, other) {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  }
  // The colour on which an element stands, as far as it is a plain one.
  function ground(element) {
    for (let around = element.parentElement; around; around = around.parentElement) {
      const colour = opaque(style(around).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255, 255];
  }

  const before = new Map(); // control → its marks while it has no focus
  const faces = element => [[face(element), null], [element, "::before"], [element, "::after"]];
  const COLOURS = /(?:rgba?|hsla?|color|lab|lch|oklab|oklch)\([^)]*\)/g;

  function marks(element) {
    return faces(element).map(([part, pseudo]) => {
      const { outlineStyle, outlineWidth, outlineColor, boxShadow } = style(part, pseudo);
      const drawn = outlineStyle !== "none" && parseFloat(outlineWidth) > 0 && opaque(outlineColor)[3] > 0;
      return {
        outline: drawn ? `${outlineStyle} ${outlineWidth} ${outlineColor}` : "",
        shadow: boxShadow === "none" ? "" : boxShadow,
        automatic: outlineStyle === "auto",
        colours: [...(drawn ? [outlineColor] : []), ...(boxShadow.match(COLOURS) || [])],
      };
    });
  }

  // WCAG 2.4.7: a mark is there; 1.4.11: it stands out from its ground, 3:1.
  function markFault(element) {
    const rest = before.get(element) || [];
    const fresh = marks(element).filter((mark, index) => {
      const was = rest[index] || { outline: "", shadow: "" };
      return (mark.outline && mark.outline !== was.outline) || (mark.shadow && mark.shadow !== was.shadow);
    });
    if (!fresh.length) return "no mark of the focus";
    if (fresh.some(mark => mark.automatic)) return "";
    const best = Math.max(...fresh.flatMap(mark => mark.colours.map(colour => contrast(opaque(colour), ground(face(element))))));
    return best >= 3 ? "" : `the mark of the focus has too little contrast, ${best.toFixed(2)}:1`;
  }

  function related(element, hit) {
    return hit && (element.contains(hit) || hit.contains(element) || (hit.closest("label") && hit.closest("label").control === element));
  }

  // WCAG 2.4.11, and its stricter sister 2.4.12: nothing lies over the control that has the focus.
  function coverFault(element) {
    const shown = face(element);
    const boxes = [...shown.getClientRects()].sort((a, b) => b.width * b.height - a.width * a.height);
    const box = boxes[0];
    if (!box) return "has no box";
    const spots = box.height > innerHeight / 2
      ? [[0.5, 0.5], [0.5, 0.25], [0.5, 0.75]]
      : [[0.5, 0.5], [0.2, 0.3], [0.8, 0.3], [0.2, 0.7], [0.8, 0.7]];
    const points = spots.map(([x, y]) => [box.left + x * box.width, box.top + y * box.height])
      .filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
    if (!points.length) return "is not on the screen";
    const tall = box.height > innerHeight / 2;
    const over = points.map(([x, y]) => document.elementFromPoint(x, y)).filter(hit => !related(shown, hit) && !related(element, hit));
    return over.length && !(tall && over.length < points.length) ? `is covered by ${over[0] ? named(over[0]) : "nothing that can be hit"}` : "";
  }

  let all = [];
  let reached = new Set();
  let last = null, inside = 0;

  // Before the first Tab: what should be reached, how it looks at rest, and the caret at the very top.
  function begin() {
    all = [...document.querySelectorAll(CONTROLS)];
    reached = new Set();
    last = null;
    if (document.activeElement !== document.body) {
      // Where the focus was, the walk would begin; what goes with the focus leaves the place of the caret.
      const top = document.createElement("span");
      top.tabIndex = -1;
      document.body.prepend(top);
      top.focus();
      top.remove();
    }
    before.clear();
    all.forEach(element => before.set(element, marks(element)));
  }

  // Where the focus is: its faults; null when it has left the page.
  function stop() {
    const here = document.activeElement;
    if (!here || here === document.body || here === document.documentElement) return null;
    // A day has stops of its own inside: day, month, year and the calendar.
    if (here === last && here.type === "date" && ++inside <= 3) return { name: named(here), trapped: false, faults: [] };
    inside = 0;
    if (reached.has(here)) return here === [...reached][0] ? null : { name: named(here), trapped: true, faults: ["keeps the focus"] };
    const faults = [];
    if (!isSeen(face(here))) faults.push("has the focus and is not seen");
    else faults.push(coverFault(here), markFault(here));
    if (last && !(last.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING)) faults.push("is out of order");
    reached.add(here);
    last = here;
    return { name: named(here), trapped: false, faults: faults.filter(Boolean) };
  }

  function isExcused(element) {
    const tabindex = element.getAttribute("tabindex");
    const hasStop = list => list.some(other => reached.has(other));
    // The target of a jump, which is no control.
    if (tabindex === "-1" && !element.matches(NATIVE)) return true;
    if (element.type === "radio") return hasStop(all.filter(other => other.type === "radio" && other.name === element.name && other.form === element.form));
    const group = element.closest(ROVING);
    if (group) return hasStop([...group.querySelectorAll(CONTROLS)]);
    // A picture that repeats the link beside it.
    return tabindex === "-1" && element.closest("[aria-hidden=true]") !== null && hasStop(all.filter(other => other.href === element.href));
  }

  // After the last Tab: what can be pressed and was not reached.
  function missed() {
    const controls = all.filter(element => isControl(element) && !reached.has(element) && !isExcused(element));
    const pointed = [...document.body.querySelectorAll("*")].filter(element =>
      style(element).cursor === "pointer" && style(element.parentElement).cursor !== "pointer"
      && !element.closest(`${NATIVE}, label`) && !element.querySelector(NATIVE) && isSeen(element));
    return [...new Set([...controls, ...pointed])].map(element => `${named(element)} is never reached`);
  }

  // WCAG 2.5.8, «Inline»: the size of a link in a sentence is that of its line.
  function isInSentence(element) {
    if (style(element).display !== "inline") return false;
    let block = element.parentElement;
    while (/^(inline|contents)/.test(style(block).display)) block = block.parentElement;
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let words = "";
    while (walker.nextNode()) {
      const around = walker.currentNode.parentElement;
      if (!around.closest(CONTROLS.replace("[tabindex], ", "")) && isSeen(around)) words += walker.currentNode.data;
    }
    return /[\p{L}\p{N}]{2}/u.test(words);
  }

  // How far a press reaches from the middle of an element, [width, height]: what lies invisibly around it counts.
  function reach(element) {
    element.scrollIntoView({ block: "center", inline: "center" });
    const box = element.getClientRects()[0];
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const far = (dx, dy) => {
      let steps = 0;
      while (steps < THUMB && element.contains(document.elementFromPoint(x + dx * (steps + 1), y + dy * (steps + 1)))) steps += 1;
      return steps;
    };
    return [far(-1, 0) + far(1, 0) + 1, far(0, -1) + far(0, 1) + 1];
  }

  // What is too small for a thumb in an element; under an open panel nothing can be pressed, so it is asked for alone.
  function small(within = document) {
    const list = [];
    for (const element of within.querySelectorAll(CONTROLS)) {
      if (!isControl(element) || (!element.matches(NATIVE) && !element.matches("[onclick], [role=button], [role=link]"))) continue;
      const label = element.labels && element.labels[0];
      const boxes = [element, ...(label ? [label] : [])].map(part => part.getBoundingClientRect());
      const fits = boxes.some(box => box.width >= THUMB - NEAR && box.height >= THUMB - NEAR);
      if (fits || isInSentence(element)) continue;
      const [width, height] = reach(face(element));
      if (width >= THUMB - 1 && height >= THUMB - 1) continue;
      const box = element.getBoundingClientRect();
      list.push(`${named(element)} is ${box.width.toFixed(0)}×${box.height.toFixed(0)} px, a press reaches ${width}×${height}`);
    }
    return list;
  }

  // Words that a box cuts off.
  function clipped() {
    const list = [];
    for (const element of document.body.querySelectorAll("*")) {
      const { overflowX, overflowY, display } = style(element);
      if (display === "inline" || !isSeen(element) || !element.innerText || !element.innerText.trim()) continue;
      const hides = value => value === "hidden" || value === "clip";
      const over = [hides(overflowX) ? element.scrollWidth - element.clientWidth : 0, hides(overflowY) ? element.scrollHeight - element.clientHeight : 0];
      if (Math.max(...over) > 1) list.push(`${named(element)} cuts off ${over[0]}×${over[1]} px`);
    }
    return list;
  }

  // What sticks out of the page to the right, outermost first; empty where the page does not scroll sideways.
  function wide() {
    const room = innerWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const out = [...document.body.querySelectorAll("*")].filter(element => isSeen(element) && element.getBoundingClientRect().right + scrollX > room + 1);
    return [`the page is ${document.documentElement.scrollWidth} px wide: ${out.slice(0, 3).map(named).join(", ")}`];
  }

  return { begin, stop, missed, small, clipped, wide };
})();
