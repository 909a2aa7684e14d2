// Asks a search as fast as it answers, and times it: loaded into a page by tests/search_page.py and tools/bench_search.py,
// never by the site. An engine has «ask»: text → promise of addresses. Ours shows its first results before ask returns.
window.asking = (() => {
  "use strict";
  const PATIENCE = 30000; // ms for one answer

  function soon(promise, text) {
    const late = new Promise((_, reject) => { setTimeout(reject, PATIENCE, new Error(`no answer to “${text}”`)); });
    return Promise.race([promise, late]);
  }

  // Ours, as a reader meets it: the box of its page, and the list below.
  const ours = (() => {
    const box = () => document.querySelector("main input[name=q]");
    const list = () => document.querySelector("main ol[aria-busy]");
    function quiet() {
      return new Promise(resolve => {
        const look = () => { if (list().getAttribute("aria-busy") === "false") { watch.disconnect(); resolve(); } };
        const watch = new MutationObserver(look);
        watch.observe(list(), { attributes: true, attributeFilter: ["aria-busy"] });
        look();
      });
    }
    // The focus is the touch at which the index begins to load.
    function type(text) {
      box().focus();
      box().value = text;
      box().dispatchEvent(new Event("input", { bubbles: true }));
    }
    return {
      async ask(text) {
        type(text);
        await quiet();
        return [...list().children].slice(0, 10).map(item => item.querySelector("a").href);
      },
      // Another one when the list has changed.
      shown: () => list().firstElementChild,
    };
  })();

  // A first search on ours: the files that had come when the first results were shown, and whether more were to come.
  async function firstSearch(text) {
    const list = document.querySelector("main ol[aria-busy]");
    let told = { files: [], isEarly: false };
    const watch = new MutationObserver(() => {
      if (told.files.length || !list.firstElementChild) return;
      const files = performance.getEntriesByType("resource").map(file => file.name);
      told = { files, isEarly: list.getAttribute("aria-busy") === "true" };
    });
    watch.observe(list, { childList: true });
    await ours.ask(text);
    watch.disconnect();
    return told;
  }

  // Material's worker; its main thread hands over what was typed as it is.
  function material(home, worker) {
    const base = new URL("../../../", home + worker);
    const working = new Worker(home + worker);
    const send = message => new Promise(resolve => {
      working.onmessage = event => resolve(event.data.data);
      working.postMessage(message);
    });
    async function open() {
      const index = await (await fetch(new URL("search/search_index.json", base))).json();
      await send({ type: 0, data: Object.assign(index, { options: { suggest: false } }) });
    }
    let ready;
    return {
      async ask(text) {
        await (ready = ready || open());
        const found = await send({ type: 2, data: text });
        return found.items.map(group => new URL(group[0].location.split("#")[0], home).href);
      },
    };
  }

  function pagefind(home) {
    let module;
    return {
      async ask(text) {
        module = module || import(home + "pagefind/pagefind.js");
        const found = await (await module).search(text);
        const pages = await Promise.all(found.results.slice(0, 10).map(result => result.data()));
        return pages.map(page => new URL(page.url, home).href);
      },
    };
  }

  // Answers to one text after another.
  async function all(engine, texts) {
    const answers = [];
    for (const text of texts) answers.push(await soon(engine.ask(text), text));
    return answers;
  }

  // Milliseconds that each key takes while texts are typed letter by letter: of the first look, which holds up the page; to a
  // changed list; to complete results.
  async function typing(engine, texts) {
    const times = { look: [], changed: [], complete: [] };
    for (const text of texts) {
      for (let end = 1; end <= text.length; end += 1) {
        const before = engine.shown && engine.shown();
        const start = performance.now();
        const answer = engine.ask(text.slice(0, end));
        const look = performance.now() - start;
        const hasChanged = engine.shown && engine.shown() !== before;
        await soon(answer, text);
        const complete = performance.now() - start;
        times.look.push(look);
        times.changed.push(hasChanged ? look : complete);
        times.complete.push(complete);
        // As a browser has it between two keys: time to show what was found.
        await new Promise(resolve => { requestAnimationFrame(() => setTimeout(resolve)); });
      }
    }
    return times;
  }

  return { ours, material, pagefind, all, typing, firstSearch };
})();
